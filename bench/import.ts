import { unzipSync } from 'fflate'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { openLibrary } from '../src/data/library'
import { SPLITS } from '../src/data/dataset'
import { cifarArchive, svhnMat } from './made'
import { report, skip, type Row } from './report'
import { runErrands } from './runErrands'
import { rounded } from './statistics'
import { inFolder } from './trainings'

interface Options {
  readonly shared: string
}
interface Given {
  readonly title: string
  readonly path: string
}

/** Seconds and memory of importing, each into an empty library, by a process of its own. */
export const benchImport = (paths: string[], options: Options): Promise<void> =>
  inFolder(async (folder) => {
    const given =
      paths.length > 0
        ? paths.map((path) => ({ title: path, path }))
        : [...ours(options.shared, folder), ...(await made(folder))]
    const rows: Row[] = []
    for (const [i, { title, path }] of given.entries()) {
      const library = join(folder, `library-${i}`)
      const row = await imported({ title, path: resolve(path) }, library)
      if (row) rows.push(row)
    }
    report('import', { rows })
  })

async function imported({ title, path }: Given, library: string): Promise<Row | undefined> {
  const { errands, ending, stderr } = await runErrands([{ kind: 'import', library, files: [path] }])
  const [errand] = errands
  if (!errand?.end) throw new Error(`Importing ${path} ended with ${errand?.crash ?? ending}: ${stderr}`)
  if (errand.end.kind === 'failed') {
    skip(title, errand.end.failure.message, errand.end.failure.remedy)
    return undefined
  }
  const [stored] = await openLibrary(library).list()
  if (!stored || 'error' in stored) throw new Error(`Importing ${path} left nothing behind`)
  const images = SPLITS.reduce((sum, split) => sum + stored.counts[split], 0)
  const seconds = errand.ms / 1e3
  return {
    what: title,
    images,
    pixels: `${stored.channels} × ${stored.height} × ${stored.width}`,
    seconds: rounded(seconds, 2),
    'images/s': rounded(images / seconds),
    'peak RSS MB': rounded(errand.rss),
  }
}

/** As large as published sets are. */
async function made(folder: string): Promise<Given[]> {
  const archive = join(folder, 'cifar-10-binary.tar.gz')
  await cifarArchive(archive)
  const mat = join(folder, 'extra_32x32.mat')
  await svhnMat(mat, SVHN_IMAGES)
  return [
    { title: 'CIFAR-10 binary, .tar.gz', path: archive },
    { title: 'SVHN cropped digits, .mat, 2 GB', path: mat },
  ]
}
const SVHN_IMAGES = 650_000

/** What lies in the shared folder: IDX, .amat, a zip of pictures, and the same in a folder. */
function ours(shared: string, folder: string): Given[] {
  const zip = join(shared, 'data/omniglot/images_background_small1.zip')
  const unpacked = join(folder, 'omniglot')
  if (existsSync(zip))
    for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
      if (name.endsWith('/')) continue
      mkdirSync(dirname(join(unpacked, name)), { recursive: true })
      writeFileSync(join(unpacked, name), bytes)
    }
  const all = [
    { title: 'MNIST, IDX, gzip', path: join(shared, 'data/mnist') },
    { title: 'static MNIST, .amat, gzip', path: join(shared, 'data/binarized_mnist') },
    { title: 'CIFAR-10, 4,000 images, .bin', path: join(shared, 'data/cifar10/lossless_4000.bin') },
    { title: 'Omniglot, .mat', path: join(shared, 'data/omniglot/data_background_small1.mat') },
    { title: 'Omniglot, a zip of pictures', path: zip },
    { title: 'Omniglot, a folder of pictures', path: unpacked },
  ]
  return all.filter(({ title, path }) => {
    const there = existsSync(path)
    if (!there)
      skip(title, `There is no ${path}.`, 'Name the shared folder in EASEL_SHARED, or the files to import.')
    return there
  })
}
