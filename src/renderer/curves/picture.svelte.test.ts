import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import '../styles/tokens.css'
import { madeCurves } from '../testing/drawings'
import { theme } from '../state/theme.svelte'
import type { Look } from './look.svelte'
import { paletteOf } from './palette'
import { curvesPng, curvesSvg, type Picture } from './picture'
import { sceneOf } from './scene'

const LOOK: Look = {
  shown: ['bound', 'lz', 'glimpses'],
  smoothing: 17,
  by: 'step',
  across: 'linear',
  up: 'logarithmic',
}
function made(): Picture {
  theme.choose('light')
  const palette = paletteOf(document.body)
  const curves = madeCurves(3000)
  const run = { name: 'Ada & <Bob>', curves, stepsPerEpoch: curves.stepsPerEpoch }
  const scene = sceneOf({
    runs: [run],
    quantities: ['bound', 'lz'],
    heatOf: 0,
    look: LOOK,
    palette,
    compact: false,
  })
  return {
    scene,
    range: null,
    heading: { runs: [{ name: run.name, colour: palette.training }], quantities: ['bound', 'lz'] },
    width: 600,
    height: 400,
    metadata: { Software: 'Easel 1.2.3', 'Easel-Run': 'a, b', Title: run.name },
  }
}

it('as PNG is twice as large, says what made it, and is not empty', async () => {
  const png = decode(new Uint8Array(await (await curvesPng(made())).arrayBuffer()))
  expect([png.width, png.height]).toEqual([1200, 800])
  expect(png.text).toMatchObject({ Software: 'Easel 1.2.3', 'Easel-Run': 'a, b' })
  const colours = new Set<string>()
  for (let i = 0; i < png.data.length; i += 4)
    colours.add(`${png.data[i]} ${png.data[i + 1]} ${png.data[i + 2]}`)
  expect(colours.size).toBeGreaterThan(100)
})

it('as SVG is of lines and words, says what made it, and can be read', async () => {
  const text = await curvesSvg(made()).text()
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml')
  expect(svg.querySelector('parsererror')).toBeNull()
  expect(JSON.parse(svg.querySelector('metadata')?.textContent ?? '')).toEqual(made().metadata)
  const words = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent)
  expect(words).toEqual(expect.arrayContaining(['Ada & <Bob>: training', 'nats per image', 'step', '3,000']))
  const longest = Math.max(
    ...[...svg.querySelectorAll('path')].map((path) => path.getAttribute('d')?.length ?? 0),
  )
  expect(longest).toBeGreaterThan(5000)
  expect(svg.querySelectorAll('image')).toHaveLength(1)
})
