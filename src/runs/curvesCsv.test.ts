import { expect, it } from 'vitest'
import { addValidation, columnsOf, emptyCurves, extend } from '../studio/curves'
import { VERSION } from '../studio/version'
import { curvesCsv, type Table } from './curvesCsv'

const text = async (tables: Table[]) => {
  let all = ''
  for await (const piece of curvesCsv(tables)) all += new TextDecoder().decode(piece)
  return all
}
const software = `Easel ${VERSION}`

it('has every point of every run, to the last bit, and leaves empty what was not measured', async () => {
  const drawn = emptyCurves()
  const row = { bound: 1 / 3, lx: 0.1, lz: NaN, gradNorm: 2, imagesPerSecond: 3 }
  extend(drawn.training, columnsOf([1, 2].map((step) => ({ step, ...row, seconds: step / 2 }))), 2)
  addValidation(drawn, { step: 2, bound: 5, lx: 3, lz: 2 })
  const classified = emptyCurves()
  extend(
    classified.training,
    columnsOf([{ step: 7, loss: 2, error: 0.5, gradNorm: 1, imagesPerSecond: 1, seconds: 9 }]),
    1,
  )
  expect(
    await text([
      { run: 'a,"b"', curves: drawn, stepsPerEpoch: 4 },
      { run: 'c', curves: classified, stepsPerEpoch: 1 },
    ]),
  ).toBe(
    [
      'run,kind,step,epoch,seconds,bound,lx,lz,loss,error,gradNorm,imagesPerSecond,software',
      `"a,""b""",training,1,0.25,0.5,0.3333333333333333,0.1,NaN,,,2,3,${software}`,
      `"a,""b""",training,2,0.5,1,0.3333333333333333,0.1,NaN,,,2,3,${software}`,
      `"a,""b""",validation,2,0.5,1,5,3,2,,,,,${software}`,
      `c,training,7,7,9,,,,2,0.5,1,1,${software}`,
      '',
    ].join('\n'),
  )
})

it('is not thinned', async () => {
  const curves = emptyCurves()
  const rows = Array.from({ length: 10_000 }, (_, i) => ({
    step: i + 1,
    loss: i,
    error: 0,
    gradNorm: 0,
    imagesPerSecond: 0,
    seconds: i,
  }))
  extend(curves.training, columnsOf(rows), rows.length)
  const lines = (await text([{ run: 'a', curves, stepsPerEpoch: 10 }])).trimEnd().split('\n')
  expect(lines).toHaveLength(10_001)
  expect(lines.at(-1)).toBe(`a,training,10000,1000,9999,9999,0,0,0,${software}`)
})
