import { DEFAULTS, type Settings } from './settings'

export interface Preset {
  readonly id: string
  readonly title: string
  readonly about: string
  /** What images it was made for; it runs on others too, where nothing stands against it. */
  readonly images: 'grey' | 'colour'
  readonly settings: Readonly<Partial<Settings>>
}

/** Starting points; anything a preset leaves out is the default. Table 3 is the paper's. */
export const PRESETS: readonly Preset[] = [
  {
    id: 'laptop',
    title: 'Laptop',
    about: 'A small network that shows strokes within minutes',
    images: 'grey',
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
    images: 'grey',
    settings: { glimpses: 64, hidden: 256, latent: 100, readSize: 2, writeSize: 5 },
  },
  {
    id: 'mnist-no-attention',
    title: 'Without attention',
    about: 'The paper’s MNIST network, reading and writing whole images',
    images: 'grey',
    settings: { attention: false, glimpses: 64, hidden: 256, latent: 100 },
  },
  {
    id: 'two-digits-laptop',
    title: 'Two digits, small',
    about: 'Pairs of digits on 60 × 60, for a laptop',
    images: 'grey',
    settings: {
      scene: 'pair',
      sceneSize: 60,
      glimpses: 16,
      hidden: 192,
      latent: 32,
      readSize: 8,
      writeSize: 8,
      batch: 64,
      learningRate: 2e-3,
      steps: 10_000,
    },
  },
  {
    id: 'two-digits',
    title: 'Two digits',
    about: 'Pairs of digits on 60 × 60, with the MNIST network; not in Table 3',
    images: 'grey',
    settings: {
      scene: 'pair',
      sceneSize: 60,
      glimpses: 64,
      hidden: 256,
      latent: 100,
      readSize: 2,
      writeSize: 5,
    },
  },
  {
    id: 'cluttered-laptop',
    title: 'Cluttered, small',
    about: 'Names the digit among clutter on 60 × 60, for a laptop',
    images: 'grey',
    settings: {
      task: 'classify',
      scene: 'cluttered',
      sceneSize: 60,
      clutter: 4,
      pixels: 'grey',
      glimpses: 8,
      hidden: 128,
      readSize: 12,
      batch: 64,
      steps: 20_000,
    },
  },
  {
    id: 'cluttered',
    title: 'Cluttered (Table 3)',
    about: 'Names the digit among clutter on 100 × 100, as in the paper’s Table 1',
    images: 'grey',
    settings: {
      task: 'classify',
      scene: 'cluttered',
      sceneSize: 100,
      pixels: 'grey',
      glimpses: 8,
      hidden: 256,
      readSize: 12,
      steps: 100_000,
    },
  },
  {
    id: 'svhn-laptop',
    title: 'SVHN, small',
    about: 'House numbers, 54 × 54 crops of 64 × 64, for a laptop',
    images: 'colour',
    settings: {
      crop: 54,
      glimpses: 12,
      hidden: 256,
      latent: 50,
      readSize: 12,
      writeSize: 12,
      batch: 32,
      steps: 10_000,
    },
  },
  {
    id: 'svhn',
    title: 'SVHN (Table 3)',
    about: 'The paper’s network for house numbers, 54 × 54 crops of 64 × 64',
    images: 'colour',
    settings: {
      crop: 54,
      glimpses: 32,
      hidden: 800,
      latent: 100,
      readSize: 12,
      writeSize: 12,
      batch: 50,
      steps: 100_000,
    },
  },
  {
    id: 'cifar-laptop',
    title: 'CIFAR-10, small',
    about: 'Small colour pictures, for a laptop',
    images: 'colour',
    settings: {
      glimpses: 16,
      hidden: 192,
      latent: 64,
      readSize: 5,
      writeSize: 5,
      batch: 64,
      learningRate: 2e-3,
      steps: 10_000,
    },
  },
  {
    id: 'cifar',
    title: 'CIFAR-10 (Table 3)',
    about: 'The paper’s network for 32 × 32 colour pictures',
    images: 'colour',
    settings: {
      glimpses: 64,
      hidden: 400,
      latent: 200,
      readSize: 5,
      writeSize: 5,
      batch: 50,
      steps: 100_000,
    },
  },
]

export const presetOf = (id: string): Preset | undefined => PRESETS.find((preset) => preset.id === id)

/** The settings of `preset` for a data set; how its values become targets is the data set's matter first. */
export const settingsOf = (
  { settings }: Preset,
  { kind, channels }: { kind: 'grey' | 'binary'; channels: number },
): Settings => ({
  ...DEFAULTS,
  pixels: channels === 1 ? 'dynamic' : 'grey',
  ...settings,
  ...(kind === 'binary' && { pixels: 'static' }),
})
