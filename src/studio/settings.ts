import { z } from 'zod'

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
} as const satisfies Record<string, Spec>

export type SettingName = keyof typeof SPECS
export const SETTING_NAMES = Object.keys(SPECS) as SettingName[]

/** The spec of `name`, with its type widened for code that treats all settings alike. */
export const specOf = (name: SettingName): Spec => SPECS[name]

const number = (name: SettingName, { type, min, max, unit }: NumberSpec) => {
  const words = `${name} must be ${type === 'integer' ? 'a whole number' : 'a number'} from ${min} to ${max}${unit ? ` ${unit}` : ''}`
  const base = type === 'integer' ? z.int(words) : z.number(words)
  return base.min(min, words).max(max, words)
}

const schemaOf = (name: SettingName): z.ZodType => {
  const spec = specOf(name)
  switch (spec.type) {
    case 'flag':
      return z.boolean(`${name} must be true or false`)
    case 'choice':
      return z.enum(
        Object.keys(spec.choices),
        `${name} must be one of ${Object.keys(spec.choices).join(', ')}`,
      )
    default:
      return number(name, spec)
  }
}

type ValueOf<S> = S extends { type: 'flag' }
  ? boolean
  : S extends { choices: infer C }
    ? keyof C & string
    : number
/** All settings of a run; see {@link SPECS}. */
export type Settings = { [K in SettingName]: ValueOf<(typeof SPECS)[K]> }

export const settingsSchema = z.strictObject(
  Object.fromEntries(SETTING_NAMES.map((name) => [name, schemaOf(name)])),
) as unknown as z.ZodType<Settings>

export const DEFAULTS = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, SPECS[name].default]),
) as unknown as Settings

export interface Problem {
  readonly field: SettingName
  readonly message: string
}

/** What is wrong with `settings` for images of `height` × `width` pixels; empty when they can run. */
export function problemsOf(
  settings: Record<SettingName, unknown>,
  data: { height: number; width: number; kind: 'grey' | 'binary' },
): Problem[] {
  const parsed = settingsSchema.safeParse(settings)
  if (!parsed.success)
    return parsed.error.issues.map((issue) => ({
      field: issue.path[0] as SettingName,
      message: issue.message,
    }))
  const { attention, readSize, writeSize, pixels } = parsed.data
  const problems: Problem[] = []
  const side = Math.min(data.height, data.width)
  for (const [field, size] of [
    ['readSize', readSize],
    ['writeSize', writeSize],
  ] as const)
    if (attention && size > side)
      problems.push({
        field,
        message: `${field} is ${size}, but the images are ${data.width} × ${data.height}: choose at most ${side}`,
      })
  if (data.kind === 'binary' && pixels !== 'static')
    problems.push({ field: 'pixels', message: 'This data set is binarized already: set pixels to static' })
  if (data.kind === 'grey' && pixels === 'static')
    problems.push({ field: 'pixels', message: 'This data set is grey: set pixels to dynamic or grey' })
  return problems
}

/** Reads one `key=value` of the command line. @throws RangeError naming the key and what it takes. */
export function parseSetting(name: SettingName, text: string): Settings[SettingName] {
  const spec = specOf(name)
  const value =
    spec.type === 'flag'
      ? ({ true: true, false: false } as Record<string, unknown>)[text]
      : spec.type === 'choice'
        ? text
        : text.trim() === ''
          ? NaN
          : Number(text)
  const parsed = schemaOf(name).safeParse(value)
  if (!parsed.success) throw new RangeError(`${parsed.error.issues[0]?.message ?? name}; got "${text}"`)
  return parsed.data as Settings[SettingName]
}
