import { describe, expect, it } from 'vitest'
import type { Picture } from './attention'
import { figure3, figure4, type Figure } from './figure'
import { PAPER, svgOf } from './figureSvg'
import { FIGURE_3, FIGURE_4, wholeLook } from './presets'

const picture: Picture = { channels: 1, height: 30, width: 40, values: new Float32Array(1200).fill(0.5) }
const looks = FIGURE_3.map(({ of }) => of(picture))
const inside = ({ wide, tall, tiles, words }: Figure) =>
  tiles.every(
    (tile) => tile.x >= 0 && tile.y >= 0 && tile.x + tile.wide <= wide && tile.y + tile.tall <= tall,
  ) && words.every(({ x, y }) => x > 0 && y > 0 && x < wide && y < tall)

describe('Figure 3', () => {
  it('has the grid, and a picture with its window and its patch for each of them', () => {
    const figure = figure3(picture, looks)
    expect(figure.tiles).toHaveLength(1 + 2 * 3)
    expect(figure.tiles[0]?.dots).toHaveLength(9)
    expect(figure.tiles[1]?.windows).toEqual([looks[0]])
    expect(figure.tiles[2]?.picture).toMatchObject({ height: 12, width: 12 })
    // Every filter sums to 1, so that an even picture stays as it is.
    expect(figure.tiles[2]?.picture.values[77]).toBeCloseTo(0.5, 5)
  })

  it.each([0, 1, 3, 6])('holds all of %s windows', (count) => {
    expect(
      inside(
        figure3(
          picture,
          Array.from({ length: count }, () => wholeLook(picture, 5)),
        ),
      ),
    ).toBe(true)
  })

  it('looks near and blurry, then at the whole sharply, then at the whole blurred', () => {
    const [zoom, sample, blur] = looks.map(({ window }) => window)
    expect(zoom?.delta).toBeLessThan(0.5 * (sample?.delta ?? NaN))
    expect(sample?.delta).toBe(blur?.delta)
    expect(blur?.sigma).toBeGreaterThan(2 * (sample?.sigma ?? NaN))
  })
})

describe('Figure 4', () => {
  it('has the picture, its patch, what is written back, and two filters', () => {
    const figure = figure4(picture, FIGURE_4.of(picture))
    expect(figure.tiles.map(({ picture }) => [picture.height, picture.width])).toEqual([
      [30, 40],
      [12, 12],
      [30, 40],
      [30, 40],
      [30, 40],
    ])
    expect(inside(figure)).toBe(true)
    const heaviest = (tile = figure.tiles[3]) =>
      tile?.picture.values.indexOf(Math.max(...(tile?.picture.values ?? []))) ?? NaN
    expect(heaviest()).toBeLessThan(heaviest(figure.tiles[4]))
  })
})

describe('as SVG', () => {
  it('keeps what it was made of, escaped, with every picture inside', () => {
    const svg = svgOf(figure3(picture, looks), PAPER, () => 'data:image/png;base64,AAAA', {
      picture: '<a & "b">',
    })
    expect(svg).toContain('&lt;a &amp; \\&quot;b\\&quot;&gt;')
    expect(svg.match(/<image [^>]*href="data:image\/png/g)).toHaveLength(7)
    expect(svg.match(/<rect x=/g)).toHaveLength(3)
    expect(svg).not.toMatch(/NaN|undefined| style=/)
  })
})
