/**
 * Every setting of a run, once: the form, the command line, validation and docs/settings.md are made from
 * this table. Symbols are the paper's.
 */
interface Shared {
  readonly label: string
  readonly symbol?: string
  readonly unit?: string
  readonly group: 'Data' | 'Network' | 'Training' | 'Keeping'
  readonly help: string
  readonly advanced?: true
  /** Has an effect only where each of these settings is one of these values. */
  readonly when?: Readonly<Record<string, readonly string[]>>
}
export interface NumberSpec extends Shared {
  readonly type: 'integer' | 'number'
  readonly min: number
  readonly max: number
  readonly default: number
}
export interface FlagSpec extends Shared {
  readonly type: 'flag'
  readonly default: boolean
}
export interface ChoiceSpec extends Shared {
  readonly type: 'choice'
  readonly choices: Readonly<Record<string, string>>
  readonly default: string
}
export type Spec = NumberSpec | FlagSpec | ChoiceSpec

export const SPECS = {
  task: {
    type: 'choice',
    group: 'Data',
    label: 'Task',
    default: 'draw',
    choices: {
      draw: 'Draw: learn to generate such images',
      classify: 'Classify: learn to name what an image shows',
    },
    help: 'What the network learns. To classify it reads only, and names the class after its last glimpse.',
  },
  scene: {
    type: 'choice',
    group: 'Data',
    label: 'Scene',
    default: 'single',
    choices: {
      single: 'Single: each image as it is',
      pair: 'Pair: two images anywhere on a larger one, added',
      cluttered: 'Cluttered: one image anywhere among pieces of others',
    },
    help: 'What is made of the data set’s images, anew in every batch; for validation and test always the same.',
  },
  sceneSize: {
    type: 'integer',
    when: { scene: ['pair', 'cluttered'] },
    group: 'Data',
    label: 'Scene size',
    unit: 'pixels',
    min: 8,
    max: 256,
    default: 60,
    help: 'Rows and columns of a pair or a cluttered scene.',
  },
  clutter: {
    type: 'integer',
    when: { scene: ['cluttered'] },
    group: 'Data',
    label: 'Clutter',
    unit: 'pieces',
    min: 0,
    max: 64,
    default: 8,
    help: 'Pieces of other images in a cluttered scene.',
  },
  clutterSize: {
    type: 'integer',
    when: { scene: ['cluttered'] },
    group: 'Data',
    label: 'Clutter size',
    unit: 'pixels',
    min: 1,
    max: 64,
    default: 8,
    help: 'A piece of clutter is so many pixels square.',
  },
  crop: {
    type: 'integer',
    when: { scene: ['single'] },
    group: 'Data',
    label: 'Crop',
    unit: 'pixels',
    min: 0,
    max: 512,
    default: 0,
    help: 'Side of the square cut out of each image: anywhere in training, in the middle otherwise. 0 takes images whole.',
  },
  pixels: {
    type: 'choice',
    group: 'Data',
    label: 'Pixels',
    default: 'dynamic',
    choices: {
      dynamic: 'Dynamic: each grey pixel drawn as 0 or 1 anew in every batch',
      grey: 'Grey: values between 0 and 1',
      static: 'Static: binarized once, as the data set came',
    },
    help: 'How grey values become targets. Bounds of different kinds cannot be compared.',
  },
  attention: {
    type: 'flag',
    group: 'Network',
    label: 'Attention',
    default: true,
    help: 'Read and write through movable windows; off, every glimpse sees and writes the whole image (eqs. 17, 18).',
  },
  glimpses: {
    type: 'integer',
    group: 'Network',
    label: 'Glimpses',
    symbol: 'T',
    min: 1,
    max: 256,
    default: 64,
    help: 'How many times the network looks and draws.',
  },
  hidden: {
    type: 'integer',
    group: 'Network',
    label: 'LSTM size',
    symbol: 'h',
    unit: 'units',
    min: 1,
    max: 2048,
    default: 256,
    help: 'Units in the encoder and in the decoder.',
  },
  latent: {
    type: 'integer',
    when: { task: ['draw'] },
    group: 'Network',
    label: 'Latent size',
    symbol: 'z',
    min: 1,
    max: 1024,
    default: 100,
    help: 'Numbers sampled at each glimpse.',
  },
  readSize: {
    type: 'integer',
    when: { attention: ['true'] },
    group: 'Network',
    label: 'Read window',
    symbol: 'N read',
    unit: 'pixels',
    min: 1,
    max: 64,
    default: 2,
    help: 'The read glimpse is N × N.',
  },
  writeSize: {
    type: 'integer',
    when: { task: ['draw'], attention: ['true'] },
    group: 'Network',
    label: 'Write window',
    symbol: 'N write',
    unit: 'pixels',
    min: 1,
    max: 64,
    default: 5,
    help: 'The written patch is N × N.',
  },
  steps: {
    type: 'integer',
    group: 'Training',
    label: 'Steps',
    min: 1,
    max: 10_000_000,
    default: 20_000,
    help: 'Training ends after this many; a run can be continued.',
  },
  batch: {
    type: 'integer',
    group: 'Training',
    label: 'Batch',
    symbol: 'B',
    unit: 'images',
    min: 1,
    max: 2000,
    default: 100,
    help: 'Images per step.',
  },
  learningRate: {
    type: 'number',
    group: 'Training',
    label: 'Learning rate',
    min: 1e-7,
    max: 1,
    default: 1e-3,
    help: "Adam's step size.",
  },
  beta1: {
    type: 'number',
    group: 'Training',
    label: 'Adam β₁',
    symbol: 'β₁',
    min: 0,
    max: 0.9999,
    default: 0.5,
    advanced: true,
    help: "Decay of Adam's first moment.",
  },
  clip: {
    type: 'number',
    group: 'Training',
    label: 'Gradient clip',
    min: 1e-3,
    max: 1e6,
    default: 10,
    advanced: true,
    help: 'The gradient of all weights together is scaled down to this norm.',
  },
  seed: {
    type: 'integer',
    group: 'Training',
    label: 'Seed',
    min: 0,
    max: 2_147_483_647,
    default: 1,
    help: 'Fixes initial weights, order of images and noise.',
  },
  validateEvery: {
    type: 'integer',
    group: 'Keeping',
    label: 'Validate every',
    unit: 'steps',
    min: 1,
    max: 1_000_000,
    default: 100,
    advanced: true,
    help: 'How often the bound on validation images is measured.',
  },
  validationImages: {
    type: 'integer',
    group: 'Keeping',
    label: 'Validation images',
    unit: 'images',
    min: 1,
    max: 10_000,
    default: 200,
    advanced: true,
    help: 'The first so many of the validation split.',
  },
  checkpointEvery: {
    type: 'integer',
    group: 'Keeping',
    label: 'Checkpoint every',
    unit: 'steps',
    min: 1,
    max: 1_000_000,
    default: 500,
    advanced: true,
    help: 'A crash loses at most this many steps.',
  },
  keepCheckpoints: {
    type: 'integer',
    group: 'Keeping',
    label: 'Checkpoints kept',
    min: 1,
    max: 1000,
    default: 5,
    advanced: true,
    help: 'The newest so many, besides the best and those made by hand.',
  },
  snapshotEvery: {
    type: 'integer',
    group: 'Keeping',
    label: 'Snapshot every',
    unit: 'steps',
    min: 1,
    max: 1_000_000,
    default: 100,
    advanced: true,
    help: 'How often the canvases of the 16 + 16 fixed images are kept.',
  },
  snapshotBudget: {
    type: 'integer',
    group: 'Keeping',
    label: 'Snapshot budget',
    unit: 'MB',
    min: 1,
    max: 1_000_000,
    default: 500,
    advanced: true,
    help: 'Snapshots take so much disk; then some are removed, evenly over training’s logarithm. The first and the newest stay.',
  },
} as const satisfies Record<string, Spec>
