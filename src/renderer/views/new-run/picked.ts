import type { Shell } from '../../../studio/shell'

/** A file as a person gave it. */
export interface Picked {
  /** Its path in the folder that was given, or its name. */
  readonly name: string
  readonly file: File
}

/** What an input for files, or for a folder, holds. */
export const pickedFrom = (files: Iterable<File> | null): Picked[] =>
  sorted([...(files ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file })))

/** A browser lists a folder as it likes; the same folder is to give the same data set. */
const sorted = (picked: readonly Picked[]): Picked[] =>
  [...picked].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

/** What was dropped; in a browser, which knows no paths, folders are gone through. */
export async function droppedFrom(transfer: DataTransfer, shell: Shell | undefined): Promise<Picked[]> {
  if (shell) return pickedFrom(transfer.files)
  // Both must be asked for before anything is awaited: the transfer is empty after the event.
  const items = [...transfer.items].map((item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }))
  const found = items.map(({ entry, file }) =>
    entry && isFolder(entry) ? filesIn(entry) : pickedFrom(file ? [file] : []),
  )
  return sorted((await Promise.all(found)).flat())
}

async function filesIn(entry: FileSystemEntry): Promise<Picked[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    return [{ name: entry.fullPath.replace(/^\//, ''), file }]
  }
  if (!isFolder(entry)) return []
  const reader = entry.createReader()
  const found: Picked[] = []
  for (;;) {
    // A reader hands out a part at a time, and nothing at the end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (part.length === 0) return found
    for (const inner of part) found.push(...(await filesIn(inner)))
  }
}
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

/** Where what was picked lies on disk: a folder for all that is in it. */
export function pathsOf(picked: readonly Picked[], shell: Pick<Shell, 'pathOf'>): string[] {
  const paths = picked.map(({ file }) => {
    const path = shell.pathOf(file)
    const below = file.webkitRelativePath.split('/').length - 1
    return below > 0 ? path.split(/[\\/]/).slice(0, -below).join('/') || '/' : path
  })
  return [...new Set(paths)]
}
