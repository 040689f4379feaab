import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomicSync } from '../files/atomic'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { favouritesSchema, MOST_FAVOURITES, samePick } from '../studio/favourites'
import type { Pick } from '../studio/plan'
import { FAVOURITES } from './layout'

/** favourites.json of a run, oldest first; none where nobody liked any. @throws StudioError when it is damaged */
export function readFavourites(folder: string): Pick[] {
  const file = join(folder, FAVOURITES)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw systemError('read', file, error)
  }
  try {
    return favouritesSchema.parse(JSON.parse(text)).favourites
  } catch (error) {
    throw new StudioError(
      `${file} is damaged: ${error instanceof Error ? error.message : String(error)}`,
      'Move this file away: the run itself is not affected.',
      { cause: error },
    )
  }
}

/** The checkpoints that favourites are drawn from; none where the file is damaged: training goes on. */
export function likedSteps(folder: string): number[] {
  try {
    return [...new Set(readFavourites(folder).map(({ checkpoint }) => checkpoint))]
  } catch (error) {
    if (error instanceof StudioError) return []
    throw error
  }
}

/** @returns all of them, `pick` last unless it was there @throws StudioError when there are {@link MOST_FAVOURITES} */
export function addFavourite(folder: string, pick: Pick): Pick[] {
  const before = readFavourites(folder)
  if (before.some((other) => samePick(other, pick))) return before
  if (before.length >= MOST_FAVOURITES)
    throw new StudioError(`A run has at most ${MOST_FAVOURITES} favourites.`, 'Remove some of them first.')
  return write(folder, [...before, pick])
}

/** @returns the others */
export const removeFavourite = (folder: string, pick: Pick): Pick[] =>
  write(
    folder,
    readFavourites(folder).filter((other) => !samePick(other, pick)),
  )

function write(folder: string, favourites: Pick[]): Pick[] {
  const text = JSON.stringify({ format: 'easel-favourites-1', favourites }, undefined, 1)
  writeAtomicSync(join(folder, FAVOURITES), `${text}\n`)
  return favourites
}
