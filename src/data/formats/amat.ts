import { StudioError } from '../../studio/api'
import { CONTENT_LIMIT, contents, type Reading } from './contents'

export const AMAT_SIDE = 28
/** Tokens of a line: the pixels of one image, row by row. */
const AMAT_PIXELS = AMAT_SIDE ** 2

const [NEWLINE, RETURN, SPACE, TAB, ZERO, ONE] = [10, 13, 32, 9, 48, 49]
const REMEDY = 'Choose the right file, or download it again.'

/**
 * Reads static binarized MNIST: text, an image a line, 784 tokens of 0 or 1 parted by spaces; gzip or not.
 * @returns images of 0 and 255, [count, 1, 28, 28]
 * @throws StudioError naming the line that is wrong.
 */
export async function readAmat(
  bytes: Uint8Array,
  file: string,
  reading: Reading = {},
): Promise<{ count: number; images: Uint8Array }> {
  const text: Text = { images: new Uint8Array(), size: 0, line: 1, column: 0, inToken: false }
  for await (const chunk of contents(bytes, file, reading)) {
    makeRoom(text, chunk.length, file)
    parse(chunk, text, file)
  }
  const { images, size, line, column } = text
  if (column % AMAT_PIXELS !== 0) throw wrongCount(file, line, column)
  if (size === 0)
    throw new StudioError(`${file} is empty: lines of ${AMAT_PIXELS} tokens are expected`, REMEDY)
  return { count: size / AMAT_PIXELS, images: images.slice(0, size) }
}

/** What has been read: pixels in `images`, and where in the text reading is. */
interface Text {
  images: Uint8Array
  size: number
  line: number
  column: number
  inToken: boolean
}

function makeRoom(text: Text, more: number, file: string): void {
  const { images, size } = text
  if (size > CONTENT_LIMIT)
    throw new StudioError(`${file} holds more than ${CONTENT_LIMIT} pixels`, 'Choose a smaller set.')
  if (size + more <= images.length) return
  text.images = new Uint8Array(Math.max(size + more, 2 * images.length))
  text.images.set(images)
}

/** State is kept in locals within a chunk: this loop sees every one of 110 million bytes. */
function parse(chunk: Uint8Array, text: Text, file: string): void {
  const { images } = text
  let { size, line, column, inToken } = text
  for (let i = 0; i < chunk.length; i++) {
    const byte = chunk[i] as number
    if (byte === ZERO || byte === ONE) {
      if (inToken) throw wrong(file, line, `token ${column} has more than one digit`)
      if (column === AMAT_PIXELS) throw wrong(file, line, `it has more than ${AMAT_PIXELS} tokens`)
      images[size++] = byte === ONE ? 255 : 0
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
  Object.assign(text, { size, line, column, inToken })
}

const wrongCount = (file: string, line: number, found: number) =>
  wrong(file, line, `${AMAT_PIXELS} tokens are expected, but it has ${found}`)
const wrong = (file: string, line: number, what: string) =>
  new StudioError(`${file}, line ${line}: ${what}`, REMEDY)
