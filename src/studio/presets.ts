import { DEFAULTS, type Settings } from './settings'

export interface Preset {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly settings: Readonly<Partial<Settings>>
}

/** Starting points; anything a preset leaves out is the default. Table 3 is the paper's. */
export const PRESETS: readonly Preset[] = [
  {
    id: 'laptop',
    title: 'Laptop',
    about: 'A small network that shows strokes within minutes',
    settings: {
      glimpses: 10,
      hidden: 128,
      latent: 20,
      readSize: 5,
      writeSize: 5,
      batch: 64,
      learningRate: 2e-3,
      steps: 5000,
    },
  },
  {
    id: 'mnist',
    title: 'MNIST (Table 3)',
    about: 'The paper’s MNIST network, with attention',
    settings: { glimpses: 64, hidden: 256, latent: 100, readSize: 2, writeSize: 5 },
  },
  {
    id: 'mnist-no-attention',
    title: 'Without attention',
    about: 'The paper’s MNIST network, reading and writing whole images',
    settings: { attention: false, glimpses: 64, hidden: 256, latent: 100 },
  },
]

export const presetOf = (id: string): Preset | undefined => PRESETS.find((preset) => preset.id === id)

/** The settings of `preset` for a data set whose values are `kind`. */
export const settingsOf = (preset: Preset, kind: 'grey' | 'binary'): Settings => ({
  ...DEFAULTS,
  ...preset.settings,
  pixels: kind === 'binary' ? 'static' : 'dynamic',
})
