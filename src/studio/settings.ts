import { z } from 'zod'
import { SPECS, type NumberSpec, type Spec } from './specs'

export { SPECS, type Spec } from './specs'

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

export type Task = Settings['task']

export const settingsSchema = z.strictObject(
  Object.fromEntries(SETTING_NAMES.map((name) => [name, schemaOf(name)])),
) as unknown as z.ZodType<Settings>

/** What may change while a run trains. */
export const LIVE_SETTINGS = ['learningRate', 'snapshotEvery'] as const
export type LiveSettings = Partial<Pick<Settings, (typeof LIVE_SETTINGS)[number]>>
export const liveSettingsSchema = z
  .strictObject(Object.fromEntries(LIVE_SETTINGS.map((name) => [name, schemaOf(name)])))
  .partial()
  .refine(
    (changed) => Object.keys(changed).length > 0 && !Object.values(changed).includes(undefined),
    `Name what to change: ${LIVE_SETTINGS.join(' or ')}`,
  ) as unknown as z.ZodType<LiveSettings>

/** Whether a setting has any effect beside these others. */
export const applies = (name: SettingName, settings: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(specOf(name).when ?? {}).every(([other, values]) => values.includes(String(settings[other])))

export const DEFAULTS = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, SPECS[name].default]),
) as unknown as Settings

export interface Problem {
  readonly field: SettingName
  readonly message: string
}

/** What of a data set decides whether settings can run on it. */
export interface Suited {
  readonly height: number
  readonly width: number
  readonly kind: 'grey' | 'binary'
  /** Of its labels; none where it has none. */
  readonly classes: readonly string[]
}

/** In which of its variants a data set was learned: numbers of two variants are never in one table. */
export function variantOf(settings: Settings): string {
  const { pixels, scene, sceneSize, clutter, clutterSize, crop } = settings
  const seen = {
    single: crop > 0 ? `, ${crop} × ${crop} crops` : '',
    pair: `, pairs on ${sceneSize} × ${sceneSize}`,
    cluttered: `, ${clutter} pieces of ${clutterSize} × ${clutterSize} clutter on ${sceneSize} × ${sceneSize}`,
  }[scene]
  return `${pixels} pixels${seen}`
}

interface Size {
  readonly height: number
  readonly width: number
}

/** `data` with the size of the images a run sees: the data set's own, or that of the scenes or crops made of them. */
export function asSeen<D extends Size>(
  data: D,
  { scene, sceneSize, crop }: Pick<Settings, 'scene' | 'sceneSize' | 'crop'>,
): D {
  const side = scene !== 'single' ? sceneSize : crop
  return side > 0 ? { ...data, height: side, width: side } : data
}

/** What is wrong with `settings` for a data set; empty when they can run. */
export function problemsOf(settings: Record<SettingName, unknown>, data: Suited): Problem[] {
  const parsed = settingsSchema.safeParse(settings)
  if (!parsed.success)
    return parsed.error.issues.map((issue) => ({
      field: issue.path[0] as SettingName,
      message: issue.message,
    }))
  const seen = asSeen(data, parsed.data)
  return [...problemsOfData(parsed.data, data), ...problemsOfWindows(parsed.data, seen)]
}

function problemsOfData(settings: Settings, { height, width, kind, classes }: Suited): Problem[] {
  const { task, scene, sceneSize, clutter, clutterSize, crop, pixels } = settings
  const size = `${width} × ${height}`
  const problems: (Problem | false)[] = [
    task === 'classify' &&
      classes.length < 2 && {
        field: 'task',
        message: 'This data set has no labels: set task to draw, or choose one that has classes',
      },
    task === 'classify' &&
      scene === 'pair' && {
        field: 'scene',
        message: 'A pair has two classes: set scene to single or cluttered',
      },
    scene !== 'single' &&
      sceneSize < Math.max(height, width) && {
        field: 'sceneSize',
        message: `sceneSize is ${sceneSize}, but the images are ${size}: choose at least ${Math.max(height, width)}`,
      },
    scene !== 'single' &&
      crop > 0 && { field: 'crop', message: 'Scenes are made of whole images: set crop to 0' },
    scene === 'cluttered' &&
      clutter > 0 &&
      clutterSize > Math.min(height, width) && {
        field: 'clutterSize',
        message: `clutterSize is ${clutterSize}, but the images are ${size}: choose at most ${Math.min(height, width)}`,
      },
    scene === 'single' &&
      crop > Math.min(height, width) && {
        field: 'crop',
        message: `crop is ${crop}, but the images are ${size}: choose at most ${Math.min(height, width)}, or 0`,
      },
    kind === 'binary' &&
      pixels !== 'static' && {
        field: 'pixels',
        message: 'This data set is binarized already: set pixels to static',
      },
    kind === 'grey' &&
      pixels === 'static' && {
        field: 'pixels',
        message: 'This data set is grey: set pixels to dynamic or grey',
      },
  ]
  return problems.filter((problem) => problem !== false)
}

function problemsOfWindows(
  { task, attention, readSize, writeSize }: Settings,
  { height, width }: Size,
): Problem[] {
  if (!attention) return []
  const side = Math.min(height, width)
  const windows = [['readSize', readSize], ...(task === 'draw' ? [['writeSize', writeSize]] : [])] as [
    'readSize' | 'writeSize',
    number,
  ][]
  return windows
    .filter(([, size]) => size > side)
    .map(([field, size]) => ({
      field,
      message: `${field} is ${size}, but the images are ${width} × ${height}: choose at most ${side}`,
    }))
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
