/** Numbers as people read them. */

export const nats = (value: number, digits = 1): string => value.toFixed(digits)

export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–'
  const whole = Math.round(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)} h` : `${minutes}:${two(whole % 60)} min`
}

export function bytes(value: number): string {
  if (value < 1000) return `${value} B`
  const power = Math.min(3, Math.floor(Math.log10(value) / 3))
  return `${(value / 1000 ** power).toFixed(1)} ${['B', 'kB', 'MB', 'GB'][power]}`
}

export const count = (value: number): string => value.toLocaleString('en')

/** Columns padded to their widest cell; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)))
  const right = head.map((_, i) => rows.every((row) => /^(–|[\d.,]+( \w+)?)$/.test(row[i] ?? '')))
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, i) => (right[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
