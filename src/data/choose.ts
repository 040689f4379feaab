import { basename, dirname } from 'node:path'
import { StudioError } from '../studio/api'
import { FORMATS } from './formats'
import type { Claim, Format } from './formats/format'
import { diskSources, memorySource, siblings, type MemoryFile, type Source } from './formats/sources'

/** The files that make up one data set. */
export interface Chosen {
  readonly format: Format
  readonly claims: readonly Claim[]
  /** What was left out. */
  readonly notes: string[]
}

/**
 * Finds the format of the chosen files and folders; a single file brings along its siblings of the same data set.
 * @throws StudioError when no format reads them, or they are of more than one set
 */
export async function choose(files: readonly (string | MemoryFile)[]): Promise<Chosen> {
  const paths = files.filter((file) => typeof file === 'string')
  const sources = [
    ...(await diskSources(paths)),
    ...files.filter((file) => typeof file !== 'string').map(memorySource),
  ]
  const { found, rest } = await recogniseAll(sources)
  const [first, ...others] = found
  if (!first) throw nothingIn(sources, files)
  const { format } = first
  let claims = first.claims
  const [only] = claims
  if (only?.family !== undefined && claims.length === 1 && paths.includes(only.source.file)) {
    const beside = await format.recognise(await siblings(only.source.file))
    claims = [...claims, ...beside.filter(({ family }) => family === only.family)]
  }
  claims = withoutCopies(claims)
  const all = [...claims, ...others.flatMap((other) => other.claims)]
  const folders = new Set(all.map(({ source }) => dirname(source.file)))
  if (others.length > 0 || (folders.size > 1 && paths.length === 1 && !format.nested))
    throw new StudioError(
      `These files are of more than one data set: ${listed(all.map(({ source }) => source.file))}`,
      'Import one data set at a time.',
    )
  const left = rest.map(({ file }) => basename(file))
  return {
    format,
    claims,
    notes: left.length > 0 ? [`Left out, being of no format that Easel reads: ${listed(left)}.`] : [],
  }
}

const TITLES = FORMATS.map(({ title }) => title)
const SHOWN = 3
const listed = (names: readonly string[]) =>
  `${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''}`

/** What each format claims of `sources`, and what none does. */
async function recogniseAll(sources: readonly Source[]) {
  const found: { format: Format; claims: readonly Claim[] }[] = []
  let rest = sources
  for (const format of FORMATS) {
    const claims = await format.recognise(rest)
    if (claims.length === 0) continue
    found.push({ format, claims })
    const claimed = new Set(claims.map(({ source }) => source))
    rest = rest.filter((source) => !claimed.has(source))
  }
  const yielding = found.length > 1 ? found.filter(({ format }) => format.yields) : []
  return {
    found: found.filter((one) => !yielding.includes(one)),
    rest: [...rest, ...yielding.flatMap(({ claims }) => claims.map(({ source }) => source))],
  }
}

/** Unpacked files often lie beside their .gz: the first found of each pair. */
function withoutCopies(claims: readonly Claim[]): readonly Claim[] {
  const seen = new Set<string>()
  return claims.filter(({ source }) => {
    const unpacked = source.file.replace(/\.gz$/i, '')
    if (seen.has(unpacked)) return false
    seen.add(unpacked)
    return true
  })
}

function nothingIn(sources: readonly Source[], files: readonly (string | MemoryFile)[]): StudioError {
  const formats = `${TITLES.slice(0, -1).join(', ')} or ${TITLES[TITLES.length - 1]}`
  const remedy = `Choose files of one of these formats: ${formats}.`
  const [first] = sources
  if (!first) return new StudioError(`${files.map(String).join(', ') || 'The choice'} holds no files`, remedy)
  const miss = FORMATS.map((format) => format.misses?.(first)).find((words) => words !== undefined)
  if (miss !== undefined && sources.length === 1)
    return new StudioError(miss, 'Choose the right file, or download it again.')
  const found = first.size === 0 ? 'it is empty' : 'its name and first bytes are of none'
  return new StudioError(
    sources.length === 1
      ? `${first.file} should be ${formats}, but ${found}`
      : `None of ${sources.length} files is ${formats}; the first is ${first.file}`,
    remedy,
  )
}
