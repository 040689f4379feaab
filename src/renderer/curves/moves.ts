/** Where a chart's axis across lies, CSS pixels, and what of it is shown. */
interface Lies {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly min: number
  readonly max: number
  readonly log: boolean
}

/** The axis across, as pointers and keys move on it. */
export class Plane implements Lies {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly min: number
  readonly max: number
  readonly log: boolean

  constructor({ left, right, top, bottom, min, max, log }: Lies) {
    this.left = left
    this.right = right
    this.top = top
    this.bottom = bottom
    this.min = min
    this.max = max
    this.log = log
  }

  /** CSS pixels from the chart's left; undefined where `value` is not shown. */
  pixelOf(value: number): number | undefined {
    const part = this.part(value)
    // Half a pixel beside the end is still the end.
    const slack = 0.5 / (this.right - this.left)
    return part >= -slack && part <= 1 + slack ? this.left + part * (this.right - this.left) : undefined
  }

  /** Undefined beside the axis. */
  valueAt(pixel: number): number | undefined {
    const part = (pixel - this.left) / (this.right - this.left)
    return part >= 0 && part <= 1 ? this.at(part) : undefined
  }

  /** The value at `part`, 0…1, of what is shown. */
  at(part: number): number {
    const { min, max, log } = this
    return log ? min * (max / min) ** part : min + (max - min) * part
  }

  part(value: number): number {
    const { min, max, log } = this
    return log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min)
  }

  /** `factor` times what is shown, so that `value` (the middle where it is not shown) stays where it is. */
  around(factor: number, value?: number): [number, number] {
    const part = value === undefined ? 0.5 : this.part(value)
    const still = part >= 0 && part <= 1 ? part : 0.5
    return [this.at(still - still * factor), this.at(still + (1 - still) * factor)]
  }
}

/** `before`, unless anything is different. */
export function moved(before: Plane | undefined, lies: Lies): Plane {
  const same = before && (Object.keys(lies) as (keyof Lies)[]).every((name) => before[name] === lies[name])
  return same ? before : new Plane(lies)
}

/** Where a key moves the cross-hair; undefined for other keys. */
export function stepped(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  plane: Plane,
  from: number | null,
): number | undefined {
  if (shiftKey) return undefined
  const part = from === null ? 1 : Math.min(1, Math.max(0, plane.part(from)))
  const move = {
    ArrowLeft: -0.01,
    ArrowDown: -0.01,
    ArrowRight: 0.01,
    ArrowUp: 0.01,
    PageDown: -0.1,
    PageUp: 0.1,
  }[key]
  if (key === 'Home') return plane.min
  if (key === 'End') return plane.max
  return move === undefined ? undefined : plane.at(Math.min(1, Math.max(0, part + move)))
}
