import {
  accessSync,
  constants,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { cacheFolder, here } from '../paths.mjs'
import { run } from '../run.mjs'
import { Problem, size } from '../say.mjs'
import { HEADERS, compile, findCompiler, recipeHash, tfjsVersion } from './binding.mjs'
import { WrongHash, check, download, reasonOf } from './download.mjs'
import { VERSION, WHEEL, findPython, findTensorflow, findWheels, pipDownload } from './wheels.mjs'

/** @typedef {import('./wheels.mjs').Build} Build */
/** @typedef {import('./wheels.mjs').Wheel} Wheel */
/** @typedef {import('../say.mjs').Step} Step */

/** Free space that a build takes while it is made. */
const SPACE = { cpu: 1.3e9, gpu: 9.5e9 }
const LIBRARIES = ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2']

/** Where a build lies, named for all that went into it. @param {Build} build */
export function homeOf(build) {
  const wheel = WHEEL[build].sha256.slice(0, 8)
  return join(cacheFolder(), `tensorflow-${VERSION}-${build}-${wheel}-tfjs-${tfjsVersion()}-${recipeHash()}`)
}

/** @param {string} home */
export const bindingIn = (home) => join(home, 'tfjs_binding.node')

/**
 * Makes a build: wheels, libraries, binding. It appears under its name only when whole.
 * @param {Step} step @param {Build} build
 */
export async function make(step, build) {
  const home = homeOf(build)
  const [compiler, python] = [await findCompiler(), await findPython()]
  const downloads = join(cacheFolder(), 'downloads')
  prepare(downloads, build)

  const started = `${home}.making`
  rmSync(started, { recursive: true, force: true })
  step.doing('asking pip where its wheel lies')
  const wheel = await findTensorflow(python, build)
  const archive = await get(step, python, wheel, downloads)
  step.doing('unpacking')
  const metadata = '*.dist-info/METADATA'
  await unpack(python, archive, started, [...LIBRARIES, ...HEADERS, metadata])
  const libraries = LIBRARIES.map((path) => join(started, path))
  await run('strip', libraries) // smaller; without strip it works as well
  if (build === 'gpu') await addCuda(step, python, started, downloads)
  step.doing('compiling its binding for Node')
  await compile({ compiler, folder: started, home })
  rmSync(join(started, 'tensorflow', 'include'), { recursive: true })
  renameSync(started, home)
  rmSync(downloads, { recursive: true, force: true })
}

/** @param {string} downloads @param {Build} build */
function prepare(downloads, build) {
  const cache = cacheFolder()
  const remedy = 'Remedy: set EASEL_CACHE to another folder, then npm run setup'
  try {
    mkdirSync(downloads, { recursive: true })
    accessSync(downloads, constants.W_OK)
  } catch (error) {
    throw new Problem(
      `${cache} can't be written to (${/** @type {NodeJS.ErrnoException} */ (error).code}). ${remedy}`,
    )
  }
  const { bavail, bsize } = statfsSync(cache)
  if (bavail * bsize >= SPACE[build]) return
  throw new Problem(
    `${cache} has ${size(bavail * bsize)} free and ${size(SPACE[build])} are needed. ${remedy}`,
  )
}

/**
 * A wheel with the right hash: by our own download, which shows its size and resumes, or else by pip's.
 * @param {Step} step @param {string} python @param {Wheel} wheel @param {string} downloads
 * @returns {Promise<string>} its file
 */
async function get(step, python, { name, file: fileName, url, sha256 }, downloads) {
  const file = join(downloads, fileName)
  const what = `downloading ${fileName.split('-').slice(0, 2).join(' ')}`
  try {
    const onProgress = (/** @type {number} */ done, /** @type {number} */ total) =>
      step.progress(what, done, total)
    const onRetry = (/** @type {string} */ reason) => step.doing(`${what} again, for ${reason}`)
    await download({ url, sha256, file, onProgress, onRetry })
  } catch (error) {
    if (error instanceof WrongHash) throw damaged(error)
    step.handsOver(`${what} by pip, for our own attempt failed (${reasonOf(error)})`)
    await pipDownload(python, name, fileName, downloads)
    await check(file, sha256).catch((/** @type {Error} */ wrong) => Promise.reject(damaged(wrong)))
  }
  return file
}

/** @param {Error} error */
const damaged = ({ message }) =>
  new Problem(`what was downloaded is damaged or was tampered with: ${message}. Remedy: npm run setup`)

/** @param {string} python @param {string} wheel @param {string} folder @param {string[]} patterns */
async function unpack(python, wheel, folder, patterns) {
  const script = here('scripts', 'setup', 'tensorflow', 'unpack_wheel.py')
  const unpacked = await run(python, [script, wheel, folder, ...patterns])
  if (!unpacked.ok)
    throw new Problem(`${basename(wheel)} did not unpack (${unpacked.stderr.trim().split('\n').pop()})`)
}

/**
 * CUDA and cuDNN as the wheel's `and-cuda` extra names them, beside it, where its libraries look for them.
 * @param {Step} step @param {string} python @param {string} folder @param {string} downloads
 */
async function addCuda(step, python, folder, downloads) {
  const info = readdirSync(folder).find((name) => name.endsWith('.dist-info')) ?? ''
  const metadata = readFileSync(join(folder, info, 'METADATA'), 'utf8')
  const requirements = [...metadata.matchAll(/^Requires-Dist: (nvidia-[^;]+); extra == "and-cuda"/gm)].map(
    (match) => match[1].trim(),
  )
  for (const wheel of await findWheels(python, requirements)) {
    const file = await get(step, python, wheel, downloads)
    step.doing(`unpacking ${wheel.file}`)
    await unpack(python, file, folder, ['nvidia/*/lib/*', 'nvidia/*/bin/*', 'nvidia/*/nvvm/*'])
  }
}
