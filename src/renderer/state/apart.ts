import type { DatasetCard } from '../../studio/requests/data'

/** Data sets of one title told apart by their sizes, or else, where imported, by the numbers their ids end in. */
export function apart(cards: readonly DatasetCard[]): DatasetCard[] {
  return cards.map((card) => {
    const same = cards.filter(({ title }) => title === card.title)
    if (same.length === 1) return card
    const sizes = new Set(same.map(sizeOf))
    const mark = sizes.size === same.length ? sizeOf(card) : /^import-.*-([\da-f]{8})$/.exec(card.id)?.[1]
    return mark === undefined ? card : { ...card, title: `${card.title}, ${mark}` }
  })
}

const sizeOf = ({ width, height }: DatasetCard): string => `${width} × ${height}`
