import { fixed } from '../studio/losses'

/** Numbers as people read them. A dash stands for what is not known. */

const grouped = new Intl.NumberFormat('en')
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** 18420 → "18,420" */
export const count = (value: number): string => grouped.format(value)

/** Nats per image, one decimal. */
export const nats = (value: number | null): string => (value === null ? '–' : fixed(value))

/** A share, 0…1, in whole percent; what is not quite nothing or all is not rounded to it. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–'
  if (share > 0 && share < 0.005) return '<1 %'
  if (share < 1 && share >= 0.995) return '>99 %'
  return `${Math.round(100 * share)} %`
}

/** Bytes in decimal units, as systems show them: 12.4 MB. */
export function bytes(value: number | null): string {
  if (value === null) return '–'
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let power = 0
  while (Math.round(value) >= 1000 && power < units.length - 1) {
    value /= 1000
    power++
  }
  return `${power > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[power] ?? ''}`
}

/** Seconds in the two largest units that matter: 1 h 48 min, 2 min 5 s, 41 s, 126 ms. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–'
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's')
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(minutes / 60)
  return pair(Math.floor(hours / 24), 'days', hours % 24, 'h')
}

const pair = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`

/** "20 Nov, 14:05" in this machine's time; other years than `now`'s are named: "20 Nov 2025, 14:05". */
export function moment(iso: string, now = new Date()): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return '–'
  const year = date.getFullYear() === now.getFullYear() ? '' : ` ${date.getFullYear()}`
  return `${day.format(date)}${year}, ${clock.format(date)}`
}
