/** Options in rows, and the one that has the keyboard. */
export interface Rows {
  readonly current: number
  readonly count: number
  readonly columns: number
  /** Options that a page has; its keys are not heard where left out. */
  readonly page?: number
}

/** Calls `go` with the option that a key leads to from the current one; keys that lead elsewhere are let through. */
export function arrows(
  event: KeyboardEvent,
  { current, count, columns, page }: Rows,
  go: (place: number) => void,
): void {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -current,
    End: count - 1 - current,
    // As far as there is anything.
    ...(page && {
      PageUp: Math.max(-page, -current),
      PageDown: Math.min(page, count - 1 - current),
    }),
  }
  const step = steps[event.key]
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  event.stopPropagation()
  const next = current + step
  if (next >= 0 && next < count) go(next)
}
