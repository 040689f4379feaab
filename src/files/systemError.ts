import { StudioError } from '../studio/api'

const REASONS: Record<string, readonly [reason: string, remedy: string]> = {
  ENOENT: ['there is no such file or folder', 'Check the name, or choose the file again.'],
  ENOTDIR: ['a part of this path is a file, not a folder', 'Check the path.'],
  EISDIR: ['it is a folder, not a file', 'Choose a file.'],
  EACCES: ['permission is denied', 'Change its permissions, or choose another place.'],
  EPERM: ['permission is denied', 'Change its permissions, or choose another place.'],
  EROFS: ['the disk is read-only', 'Choose another place.'],
  ENOSPC: ['the disk is full', 'Free some space and try again.'],
  EDQUOT: ['your disk quota is used up', 'Free some space and try again.'],
  EMFILE: ['too many files are open', 'Close other programs and try again.'],
}

/** The operating system's error code of `error`, such as ENOENT; undefined for any other error. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** What the operating system said of `path`, in words a person can act on; any other error as it is. */
export function systemError(doing: 'read' | 'write', path: string, error: unknown): unknown {
  const known = REASONS[codeOf(error) ?? '']
  if (!known) return error
  return new StudioError(`Cannot ${doing} ${path}: ${known[0]}`, known[1], { cause: error })
}
