import { describe, expect, it } from 'vitest'
import { presetOf, PRESETS, settingsOf } from './presets'
import {
  applies,
  asSeen,
  DEFAULTS,
  parseSetting,
  problemsOf,
  SETTING_NAMES,
  settingsSchema,
  specOf,
} from './settings'
import { settingsPage } from './settingsPage'

const digits = Array.from({ length: 10 }, (_, digit) => String(digit))
const MNIST = { height: 28, width: 28, channels: 1, kind: 'grey', classes: digits } as const
const COLOUR = { height: 64, width: 64, channels: 3, kind: 'grey', classes: [] } as const

describe('settings', () => {
  it('have defaults, and presets, that can run', () => {
    expect(settingsSchema.parse(DEFAULTS)).toEqual(DEFAULTS)
    for (const preset of PRESETS)
      for (const kind of ['grey', 'binary'] as const) {
        const data = preset.settings.crop ? COLOUR : { ...MNIST, kind }
        expect(problemsOf(settingsOf(preset, data), data), preset.id).toEqual([])
      }
  })

  it('of the MNIST preset are those of Table 3', () => {
    expect(presetOf('mnist')?.settings).toMatchObject({
      glimpses: 64,
      hidden: 256,
      latent: 100,
      readSize: 2,
      writeSize: 5,
    })
  })

  it('are refused just outside their range and taken at its ends, each by its own name', () => {
    for (const name of SETTING_NAMES) {
      const spec = specOf(name)
      if (spec.type !== 'integer' && spec.type !== 'number') continue
      const at = (value: number) =>
        problemsOf({ ...DEFAULTS, [name]: value }, { ...MNIST, height: 999, width: 999 })
      expect(at(spec.min), name).toEqual([])
      expect(at(spec.max), name).toEqual([])
      for (const outside of [spec.min - 1, spec.max + 1, NaN, Infinity]) {
        const [problem] = at(outside)
        expect(problem?.field).toBe(name)
        expect(problem?.message).toContain(name)
      }
    }
    expect(problemsOf({ ...DEFAULTS, glimpses: 2.5 }, MNIST)[0]?.message).toContain('whole number')
  })

  it('that do not fit the images are refused with the greatest that does, unless nothing looks through a window', () => {
    const wide = { ...MNIST, height: 10, width: 40 }
    expect(problemsOf({ ...DEFAULTS, readSize: 11 }, wide)[0]).toMatchObject({ field: 'readSize' })
    expect(problemsOf({ ...DEFAULTS, readSize: 11 }, wide)[0]?.message).toContain('at most 10')
    expect(problemsOf({ ...DEFAULTS, readSize: 10 }, wide)).toEqual([])
    expect(problemsOf({ ...DEFAULTS, attention: false, readSize: 11 }, wide)).toEqual([])
  })

  it.each([
    ['task', { task: 'classify' }, COLOUR],
    ['scene', { task: 'classify', scene: 'pair' }, MNIST],
    ['sceneSize', { scene: 'pair', sceneSize: 27 }, MNIST],
    ['clutterSize', { scene: 'cluttered', clutterSize: 29 }, MNIST],
    ['crop', { scene: 'pair', crop: 20 }, MNIST],
    ['crop', { crop: 65 }, COLOUR],
    ['readSize', { crop: 8, readSize: 9 }, COLOUR],
  ] as const)('that ask of a data set what it has not are refused: %s, %o', (field, settings, data) => {
    expect(problemsOf({ ...DEFAULTS, ...settings }, data).map((problem) => problem.field)).toEqual([field])
  })

  it('say what size of image a run sees', () => {
    expect(asSeen(COLOUR, DEFAULTS)).toEqual(COLOUR)
    expect(asSeen(COLOUR, { ...DEFAULTS, crop: 54 })).toEqual({ ...COLOUR, height: 54, width: 54 })
    expect(asSeen(MNIST, { ...DEFAULTS, scene: 'cluttered', sceneSize: 100 })).toEqual({
      ...MNIST,
      height: 100,
      width: 100,
    })
  })

  it('have an effect only beside some others', () => {
    expect(applies('clutter', DEFAULTS)).toBe(false)
    expect(applies('clutter', { ...DEFAULTS, scene: 'cluttered' })).toBe(true)
    expect(applies('writeSize', { ...DEFAULTS, task: 'classify' })).toBe(false)
    for (const name of SETTING_NAMES)
      for (const [other, values] of Object.entries(specOf(name).when ?? {})) {
        const spec = specOf(other as 'task')
        const possible = spec.type === 'choice' ? Object.keys(spec.choices) : ['true', 'false']
        expect(possible, `${name} when ${other}`).toEqual(expect.arrayContaining([...values]))
      }
  })

  it('never call grey images binarized, nor the other way round', () => {
    expect(problemsOf({ ...DEFAULTS, pixels: 'static' }, MNIST)[0]?.field).toBe('pixels')
    for (const pixels of ['dynamic', 'grey'])
      expect(problemsOf({ ...DEFAULTS, pixels }, { ...MNIST, kind: 'binary' })[0]?.field).toBe('pixels')
  })

  it('are read from the command line, wrong ones with what they take', () => {
    expect(parseSetting('glimpses', '12')).toBe(12)
    expect(parseSetting('attention', 'false')).toBe(false)
    expect(parseSetting('learningRate', '3e-4')).toBe(3e-4)
    for (const [name, text] of [
      ['glimpses', ''],
      ['glimpses', '1.5'],
      ['attention', 'no'],
      ['pixels', 'bright'],
      ['clip', 'x'],
    ] as const)
      expect(() => parseSetting(name, text)).toThrow(name)
  })

  it('are written down in docs/settings.md', async () => {
    await expect(settingsPage()).toMatchFileSnapshot('../../docs/settings.md')
  })
})
