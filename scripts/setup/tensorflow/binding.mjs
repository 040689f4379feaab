import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { here } from '../paths.mjs'
import { lastLine, run } from '../run.mjs'
import { Problem } from '../say.mjs'

const tfjs = here('node_modules', '@tensorflow', 'tfjs-node-gpu')
const nodeHeaders = here('node_modules', 'node-api-headers', 'include')
/** As in the package's own binding.gyp; Node-API keeps one build good for every Node and Electron. */
const FLAGS = ['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8']
/** The headers of the wheel that the binding includes. */
export const HEADERS = ['tensorflow/c', 'tensorflow/core/platform', 'tsl/platform', 'xla/tsl/c'].map(
  (folder) => `tensorflow/include/${folder}/*.h`,
)

export const tfjsVersion = () => JSON.parse(readFileSync(join(tfjs, 'package.json'), 'utf8')).version

/** What a build depends on beside the wheel. */
export function recipeHash() {
  const hash = createHash('sha256').update(FLAGS.join(' '))
  for (const name of readdirSync(join(tfjs, 'binding')).sort())
    hash.update(readFileSync(join(tfjs, 'binding', name)))
  return hash.digest('hex').slice(0, 12)
}

/** @returns {Promise<string>} */
export async function findCompiler() {
  for (const compiler of [process.env.CXX, 'g++', 'clang++', 'c++']) {
    if (compiler && (await run(compiler, ['--version'])).ok) return compiler
  }
  throw new Problem(
    'no C++ compiler was found to build its binding. Remedy: install g++ (Debian, Ubuntu: apt-get install g++)',
  )
}

/**
 * Compiles tfjs_binding.node into `folder`, which holds the unpacked wheel.
 * @param {{ compiler: string, folder: string, home: string }} options home: where the folder will lie in the end
 */
export async function compile({ compiler, folder, home }) {
  const libraries = join(folder, 'tensorflow')
  const includes = [nodeHeaders, tfjs, join(libraries, 'include')].map((path) => `-I${path}`)
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(tfjs, 'binding', name))
  const links = [`-L${libraries}`, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2']
  // By its own place, and by name for whoever loads it through the checkout's link.
  const runPath = `-Wl,-rpath,$ORIGIN/tensorflow:${join(home, 'tensorflow')}`
  const target = join(folder, 'tfjs_binding.node')
  const built = await run(compiler, [...FLAGS, ...includes, ...sources, '-o', target, ...links, runPath])
  if (!built.ok) {
    const words = /error: (.*)/.exec(built.stderr)?.[1] ?? lastLine(built.stderr)
    throw new Problem(
      `its binding did not compile (${compiler}: ${words}). Remedy: install a newer g++, then npm run setup`,
    )
  }
}

/** Puts the binding where `require('@tensorflow/tfjs-node-gpu')` looks. @param {string} binding */
export function link(binding) {
  const place = join(tfjs, 'lib', 'napi-v8', 'tfjs_binding.node')
  mkdirSync(dirname(place), { recursive: true })
  rmSync(place, { force: true })
  symlinkSync(binding, place)
}

/** Whether the checkout's link leads somewhere. */
export const linked = () => existsSync(join(tfjs, 'lib', 'napi-v8', 'tfjs_binding.node'))

/** Loads it as the studio will, in a process that may crash, and multiplies. */
export async function tryOut() {
  const program = `
    const util = require('node:util');
    util.isArray ??= Array.isArray;
    util.isNullOrUndefined ??= (value) => value === null || value === undefined;
    const tf = require('@tensorflow/tfjs-node-gpu');
    const product = tf.matMul([[1, 2], [3, 4]], [[5, 6], [7, 8]]).dataSync().join();
    if (tf.getBackend() !== 'tensorflow' || product !== '19,22,43,50') throw new Error('it computes wrongly: ' + product);
  `
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' }
  const trial = await run(process.execPath, ['-e', program], { env, timeout: 120_000 })
  if (trial.ok) return
  if (trial.signal === 'SIGILL') throw new Problem('it needs a processor with AVX')
  const words = /^\s*(?:\w*Error: )(.*)$/m.exec(trial.stderr)?.[1] ?? lastLine(trial.stderr)
  throw new Problem(`it does not load (${words || trial.signal || `exit code ${trial.code}`})`)
}
