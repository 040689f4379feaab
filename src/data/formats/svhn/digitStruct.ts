import { setImmediate } from 'node:timers/promises'
import { StudioError } from '../../../studio/api'
import { checkCancelled } from '../contents'
import type { Box } from '../pictureFiles/fit'
import { openMatFile, type MatFile } from './matFile'

/** Pictures between which a cancel is heard. */
const TURN = 200

/**
 * For each picture that digitStruct.mat names the box around all its digits, in pixels counted from 0.
 * @param path where it lies
 * @param file what errors call it
 * @throws StudioError saying what is wrong with it; or that `signal` was aborted.
 */
export async function readDigitStruct(
  path: string,
  file: string,
  signal?: AbortSignal,
): Promise<Map<string, Box>> {
  let mat: MatFile | undefined
  try {
    mat = await openMatFile(path)
    const names = mat.targets('/digitStruct/name')
    const boxes = mat.targets('/digitStruct/bbox')
    if (names.length !== boxes.length)
      throw new Error(`it has ${names.length} names, but ${boxes.length} boxes`)
    const found = new Map<string, Box>()
    for (const [i, name] of names.entries()) {
      if (i % TURN === 0) await setImmediate()
      checkCancelled(signal)
      found.set(String.fromCharCode(...mat.numbers(name)), around(mat, boxes[i] as string))
    }
    return found
  } catch (error) {
    if (error instanceof StudioError) throw error
    throw new StudioError(
      `${file} is not SVHN’s list of digits: ${reasonOf(error)}`,
      'Download or copy it again.',
      { cause: error },
    )
  } finally {
    mat?.close()
  }
}

/** HDF5 tells in many lines how it went wrong; what it was about to do is in the first numbered one. */
function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return /#000: .*\(\): (.*)/.exec(words)?.[1] ?? words
}

/** The smallest box that holds all digits'; MATLAB counts pixels from 1. */
function around(mat: MatFile, group: string): Box {
  const [left, top, width, height] = (['left', 'top', 'width', 'height'] as const).map((field) =>
    mat.numbers(`${group}/${field}`),
  ) as [number[], number[], number[], number[]]
  const lengths = [left, top, width, height].map(({ length }) => length)
  if (lengths[0] === 0 || new Set(lengths).size > 1)
    throw new Error(`a picture’s box has ${lengths.join(', ')} values for left, top, width, height`)
  const [first, above] = [Math.min(...left), Math.min(...top)]
  return {
    left: first - 1,
    top: above - 1,
    width: Math.max(...left.map((value, i) => value + (width[i] as number))) - first,
    height: Math.max(...top.map((value, i) => value + (height[i] as number))) - above,
  }
}

/** How much wider and higher than the digits the part is that is cut out (Goodfellow et al. 2013). */
const EXPANDED = 1.3

/** `box` made 30 % larger about its middle, to the nearest pixels that are in a picture of this size. */
export function expanded(box: Box, height: number, width: number): Box {
  const [left, right] = span(box.left, box.width, width)
  const [top, bottom] = span(box.top, box.height, height)
  return { left, top, width: right - left, height: bottom - top }
}

function span(begin: number, length: number, most: number): [number, number] {
  const middle = begin + length / 2
  const first = Math.min(most - 1, Math.max(0, Math.round(middle - (EXPANDED * length) / 2)))
  const end = Math.max(first + 1, Math.min(most, Math.round(middle + (EXPANDED * length) / 2)))
  return [first, end]
}
