import type { Drawing } from '../../../studio/drawing'

/** Nats each glimpse adds to Lz (eqs. 10, 11), mean over a drawing's images: [T]. */
export function meanNats({ nats, count, glimpses }: Drawing): number[] {
  return Array.from({ length: nats ? glimpses : 0 }, (_, t) => {
    let sum = 0
    for (let image = 0; image < count; image++) sum += nats?.[image * glimpses + t] ?? NaN
    return sum / count
  })
}
