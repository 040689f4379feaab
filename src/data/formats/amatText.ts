import { StudioError } from '../../studio/api'
import { contents, type Reading } from './contents'
import type { Source } from './sources'
import { wholes } from './wholes'

export const AMAT_SIDE = 28
/** Tokens of a line: the pixels of one image, row by row. */
const AMAT_PIXELS = AMAT_SIDE ** 2

const [NEWLINE, RETURN, SPACE, TAB, ZERO, ONE] = [10, 13, 32, 9, 48, 49]
const REMEDY = 'Choose the right file, or download it again.'

/**
 * Reads static binarized MNIST: text, an image a line, 784 tokens of 0 or 1 parted by spaces; gzip or not.
 * @returns whole images of 0 and 255, [n, 1, 28, 28]
 * @throws StudioError naming the line that is wrong.
 */
export async function* readAmat(source: Source, reading: Reading = {}): AsyncGenerator<Uint8Array, void> {
  const { file } = source
  const text: Text = { line: 1, column: 0, inToken: false }
  let any = false
  async function* pixels() {
    for await (const piece of contents(source, reading)) yield parse(piece, text, file)
  }
  for await (const images of wholes(pixels(), AMAT_PIXELS)) {
    any = true
    yield images
  }
  if (text.column % AMAT_PIXELS !== 0) throw wrongCount(file, text.line, text.column)
  if (!any) throw new StudioError(`${file} is empty: lines of ${AMAT_PIXELS} tokens are expected`, REMEDY)
}

/** Where in the text reading is. */
interface Text {
  line: number
  column: number
  inToken: boolean
}

/** The pixels of a piece. State is kept in locals meanwhile: this loop sees every one of 110 million bytes. */
function parse(piece: Uint8Array, text: Text, file: string): Uint8Array {
  // A token takes two bytes, but a piece may begin and end with one.
  const pixels = new Uint8Array((piece.length >> 1) + 1)
  let { line, column, inToken } = text
  let size = 0
  for (let i = 0; i < piece.length; i++) {
    const byte = piece[i] as number
    if (byte === ZERO || byte === ONE) {
      if (inToken) throw wrong(file, line, `token ${column} has more than one digit`)
      if (column === AMAT_PIXELS) throw wrong(file, line, `it has more than ${AMAT_PIXELS} tokens`)
      pixels[size++] = byte === ONE ? 255 : 0
      column++
      inToken = true
    } else if (byte === SPACE || byte === TAB || byte === RETURN) inToken = false
    else if (byte === NEWLINE) {
      if (column % AMAT_PIXELS !== 0) throw wrongCount(file, line, column)
      line++
      column = 0
      inToken = false
    } else throw wrong(file, line, `0 or 1 is expected, but a byte 0x${byte.toString(16)} was found`)
  }
  Object.assign(text, { line, column, inToken })
  return pixels.subarray(0, size)
}

const wrongCount = (file: string, line: number, found: number) =>
  wrong(file, line, `${AMAT_PIXELS} tokens are expected, but it has ${found}`)
const wrong = (file: string, line: number, what: string) =>
  new StudioError(`${file}, line ${line}: ${what}`, REMEDY)
