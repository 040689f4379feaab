import type { Window } from '../../drawing/window'
import type { Size } from './attention'

export type ParameterName = keyof Window | 'n'

export interface Parameter {
  readonly name: ParameterName
  readonly label: string
  readonly symbol: string
  readonly subscript?: string
  readonly unit: string
  readonly step: number
  /** Least and most that a slider gives on a picture. */
  readonly range: (size: Size) => readonly [number, number]
}

const beyond = (side: number) => [1 - Math.round(side / 4), side + Math.round(side / 4)] as const

/** Most filters along an axis. */
export const MOST_FILTERS = 32

/** A window's numbers, as the paper orders them, and N. */
export const PARAMETERS: readonly Parameter[] = [
  {
    name: 'gX',
    label: 'Centre X',
    symbol: 'g',
    subscript: 'X',
    unit: 'px',
    step: 0.1,
    range: ({ width }) => beyond(width),
  },
  {
    name: 'gY',
    label: 'Centre Y',
    symbol: 'g',
    subscript: 'Y',
    unit: 'px',
    step: 0.1,
    range: ({ height }) => beyond(height),
  },
  {
    name: 'delta',
    label: 'Stride',
    symbol: 'δ',
    unit: 'px',
    step: 0.05,
    range: ({ height, width }) => [0.05, Math.max(height, width)],
  },
  {
    name: 'sigma',
    label: 'Width',
    symbol: 'σ',
    unit: 'px',
    step: 0.05,
    range: ({ height, width }) => [0.05, Math.max(height, width) / 4],
  },
  { name: 'gamma', label: 'Intensity', symbol: 'γ', unit: '', step: 0.05, range: () => [0.05, 5] },
  {
    name: 'n',
    label: 'Filters',
    symbol: 'N',
    unit: '',
    step: 1,
    range: () => [1, MOST_FILTERS],
  },
]

/** What may be typed: a learned window may lie beyond its slider. */
export const isSound = (name: ParameterName, value: number): boolean => {
  if (!Number.isFinite(value)) return false
  if (name === 'n') return Number.isInteger(value) && value >= 1 && value <= MOST_FILTERS
  return name === 'gX' || name === 'gY' || value > 0
}

/** To as many decimals as it needs to be read: 14.5, 0.07, 0.0021. */
export function rounded(value: number): number {
  const size = Math.abs(value)
  return Number(value.toFixed(size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4))
}
/** The same in words. */
export const figure = (value: number): string => String(rounded(value)).replace('-', '−')
