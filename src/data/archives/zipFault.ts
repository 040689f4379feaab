/** What is wrong with a zip, by what yauzl and zlib say of it. */
const FAULTS: readonly [RegExp, string][] = [
  [/^End of central directory/, 'the directory at its end is missing; it is cut short, or no zip'],
  [/^Invalid comment length/, 'bytes are missing or too many after the directory at its end'],
  [/^multi-disk/, 'it is one part of several'],
  [/encrypt/, 'it is encrypted'],
  [
    /^(absolute path|invalid relative path|invalid characters in fileName)/,
    'the name of a file leads out of it',
  ],
  [/^unsupported compression method/, 'it is packed in another way than Deflate'],
  [/^invalid local file header/, 'what should begin where its directory says does not'],
  [/^(file data overflows|unexpected EOF|unexpected end of file)/, 'it ends too early'],
  [/^(too many|not enough) bytes/, 'it has another size than its directory says'],
  [/central directory|zip64|extra field/, 'its directory is damaged'],
]

/** Why a zip, or a file in it, cannot be read. @param error of the libraries that read it */
export function zipFault(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return FAULTS.find(([pattern]) => pattern.test(words))?.[1] ?? 'its compressed data are damaged'
}
