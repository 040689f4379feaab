import { join } from 'node:path'
import { writeAtomicSync } from '../files/atomic'
import { StudioError } from '../studio/api'
import { favouritesSchema, MOST_FAVOURITES, samePick } from '../studio/favourites'
import type { Pick } from '../studio/plan'
import { readBeside } from './beside'
import { FAVOURITES } from './layout'

/** favourites.json of a run, oldest first; none where nobody liked any. @throws StudioError when it is damaged */
export function readFavourites(folder: string): Pick[] {
  const remedy = 'Move this file away: the run itself is not affected.'
  return readBeside(join(folder, FAVOURITES), favouritesSchema, remedy)?.favourites ?? []
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
