import type { SplitName } from '../../dataset'

/** What the path of a picture says of it. */
export interface Place {
  readonly split?: SplitName
  /** Folders between split and file, joined by slashes; empty for none. */
  readonly folder: string
}
export interface Places {
  readonly at: readonly Place[]
  /** Names of the classes, sorted; labels are places in it. Undefined where folders name none. */
  readonly classes?: readonly string[]
  /** Why there are no classes. */
  readonly note: string
}

const MOST_CLASSES = 256

/**
 * Splits and classes that `paths` tell of: a folder train, test or valid(ation) at the top is a split, the folders
 * below it are a class; a folder that all share says nothing.
 */
export function placesOf(paths: readonly string[]): Places {
  const folders = paths.map((path) =>
    path
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .slice(0, -1),
  )
  const [first = []] = folders
  let shared = 0
  while (
    shared < first.length &&
    splitOf(first[shared]) === undefined &&
    folders.every((folder) => folder[shared] === first[shared])
  )
    shared++
  const below = folders.map((folder) => folder.slice(shared))
  const divided = below.length > 0 && below.every(([top]) => splitOf(top) !== undefined)
  const at = below.map((folder): Place => {
    const split = divided ? splitOf(folder[0]) : undefined
    return { ...(split && { split }), folder: folder.slice(divided ? 1 : 0).join('/') }
  })
  const names = new Set(at.map(({ folder }) => folder))
  if (names.size < 2) return { at, note: 'No labels: the pictures lie in one folder.' }
  if (names.has('')) return { at, note: 'No labels: some pictures lie outside the folders of classes.' }
  if (names.size > MOST_CLASSES)
    return {
      at,
      note: `No labels: there are ${names.size} folders, and at most ${MOST_CLASSES} classes are kept.`,
    }
  return { at, classes: [...names].sort(), note: '' }
}

function splitOf(folder: string | undefined): SplitName | undefined {
  switch (folder?.toLowerCase()) {
    case 'train':
    case 'training':
      return 'train'
    case 'valid':
    case 'val':
    case 'validation':
      return 'validation'
    case 'test':
    case 'testing':
      return 'test'
    default:
      return undefined
  }
}
