import { InvalidArgumentError } from 'commander'
import { pictureChoicesSchema } from '../studio/pictures'
import {
  parseSetting,
  SETTING_NAMES,
  SPECS,
  specOf,
  type SettingName,
  type Settings,
} from '../studio/settings'
import type { CheckpointChoice } from '../studio/trainer'
import { choices } from './nearest'

/** Readers of single arguments; what they throw ends the command with exit code 2. */

export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (given: string): T => {
    const found = words.find((word) => word === given)
    if (found === undefined) throw new InvalidArgumentError(choices(given, words))
    return found
  }

export const wholeNumber =
  (least: number, most: number) =>
  (given: string): number => {
    const value = Number(given)
    if (!/^\d+$/.test(given) || value < least || value > most)
      throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`)
    return value
  }

/** A number that is also a setting: `--steps`, `--seed`. */
export const settingNumber = (name: 'steps' | 'seed') => wholeNumber(SPECS[name].min, SPECS[name].max)

/** Collects `key=value` after `key=value`. */
export function setting(given: string, before: Partial<Settings> = {}): Partial<Settings> {
  const [, key = given, value] = /^([^=]*)=(.*)$/s.exec(given) ?? []
  const name = SETTING_NAMES.find((known) => known === key)
  const meant = SETTING_NAMES.find((known) => specOf(known).symbol === key)
  if (meant !== undefined) throw new InvalidArgumentError(`${key} is called ${meant} here.`)
  if (name === undefined) throw new InvalidArgumentError(choices(key, SETTING_NAMES))
  if (value === undefined) throw new InvalidArgumentError(`Write it as ${name}=VALUE.`)
  return { ...before, [name]: settingValue(name, value) }
}

function settingValue(name: SettingName, value: string): Settings[SettingName] {
  try {
    return parseSetting(name, value)
  } catch (error) {
    if (error instanceof RangeError) throw new InvalidArgumentError(`${error.message}.`)
    throw error
  }
}

export function checkpointChoice(given: string): CheckpointChoice {
  if (/^\d+$/.test(given)) return Number(given)
  return oneOf(['latest', 'best'])(given)
}

/** `32`, or `HEIGHTxWIDTH`, in pixels. */
export function pictureSize(given: string): { height: number; width: number } {
  const [, height = '', width = height] = /^(\d+)(?:x(\d+))?$/.exec(given) ?? []
  const parsed = pictureChoicesSchema
    .pick({ height: true, width: true })
    .safeParse({ height: height === '' ? NaN : Number(height), width: Number(width) })
  if (!parsed.success)
    throw new InvalidArgumentError('It takes a side, or HEIGHTxWIDTH, of 4 to 256 pixels: 32, or 32x48.')
  return parsed.data
}
