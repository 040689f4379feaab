import { basename } from 'node:path'
import type { SplitName } from '../dataset'

/** The split that a file's name speaks of. */
export function splitOf(file: string): SplitName | undefined {
  const name = basename(file).toLowerCase()
  if (/valid|(^|[^a-z])val([^a-z]|$)/.test(name)) return 'validation'
  if (/test|t10k/.test(name)) return 'test'
  return /train/.test(name) ? 'train' : undefined
}

/** A file's name without split and packing: files of one set that lie beside each other share it. */
export const familyOf = (file: string): string =>
  basename(file)
    .toLowerCase()
    .replace(/train|t10k|test|valid(ation)?/, '')
    .replace(/\.gz$/, '')
