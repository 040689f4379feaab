import { existsSync, rmSync } from 'node:fs'
import { holding } from '../lock.mjs'
import { cacheFolder, readRecord, writeRecord } from '../paths.mjs'
import { run } from '../run.mjs'
import { Problem, begin } from '../say.mjs'
import { link, linked, tryOut } from './binding.mjs'
import { bindingIn, homeOf, make } from './cache.mjs'
import { VERSION } from './wheels.mjs'

/** @typedef {import('./wheels.mjs').Build} Build */
/** @typedef {import('../say.mjs').Step} Step */

/**
 * What the studio reads from node_modules/.easel/tensorflow.json.
 * @typedef {object} Native
 * @property {'ready' | 'unavailable'} status
 * @property {string} asked       EASEL_TENSORFLOW when this was found out
 * @property {string} version
 * @property {Build} [build]
 * @property {string} [binding]   absolute path of tfjs_binding.node
 * @property {string} [reason]    why it is unavailable, or why it is not the GPU build
 */

const ASKABLE = ['auto', 'cpu', 'gpu', 'none']

/**
 * Native TensorFlow for @tensorflow/tfjs-node-gpu, or the reason why WebAssembly must do. Never ends the set-up.
 * @param {{ again: boolean }} options again: retry a failure, try out a success
 * @returns {Promise<Native>}
 */
export async function tensorflow({ again }) {
  const step = begin('TensorFlow')
  const asked = process.env.EASEL_TENSORFLOW || 'auto'
  if (!ASKABLE.includes(asked))
    throw new Problem(`EASEL_TENSORFLOW is ${asked}; it may be ${ASKABLE.join(', ')}`)
  /** @type {Native | undefined} */
  let native = readRecord('tensorflow')
  if (again || !native || native.asked !== asked || !stillThere(native)) {
    native = { version: VERSION, asked, ...(await obtain(step, asked)) }
    writeRecord('tensorflow', native)
  }
  tell(step, native)
  return native
}

/** @param {Native} native */
const stillThere = ({ status, build, binding }) =>
  status === 'unavailable' ||
  (build && binding === bindingIn(homeOf(build)) && existsSync(binding) && linked())

/** @param {Step} step @param {Native} native */
function tell(step, { status, version, build, reason }) {
  if (status === 'unavailable') step.warn(`WebAssembly will be used, which is slower: ${reason}`)
  else if (reason) step.warn(`${version} for the CPU: ${reason}`)
  else step.done(`${version} for ${build === 'gpu' ? 'NVIDIA GPUs' : 'the CPU'}`)
}

/**
 * @param {Step} step @param {string} asked
 * @returns {Promise<Pick<Native, 'status' | 'build' | 'binding' | 'reason'>>}
 */
async function obtain(step, asked) {
  const machine = `${process.platform} ${process.arch}`
  if (asked === 'none') return { status: 'unavailable', reason: 'EASEL_TENSORFLOW=none asks for it' }
  if (machine !== 'linux x64')
    return {
      status: 'unavailable',
      reason: `native TensorFlow is had on linux x64 only so far, not on ${machine}`,
    }

  let reason
  for (const build of await buildsFor(asked)) {
    try {
      return { status: 'ready', build, binding: await provide(step, build), reason }
    } catch (error) {
      const words = error instanceof Problem ? error.message : String(error)
      reason = reason
        ? `${reason}; ${words}`
        : build === 'gpu'
          ? `the GPU build can't be had: ${words}`
          : words
    }
  }
  return { status: 'unavailable', reason }
}

/** @param {string} asked @returns {Promise<Build[]>} best first */
async function buildsFor(asked) {
  if (asked === 'cpu' || asked === 'gpu') return [asked]
  const gpu = await run('nvidia-smi', ['--list-gpus'], { timeout: 20_000 })
  return gpu.ok && gpu.stdout.includes('GPU') ? ['gpu', 'cpu'] : ['cpu']
}

/** @param {Step} step @param {Build} build @returns {Promise<string>} the binding, linked and tried out */
async function provide(step, build) {
  const home = homeOf(build)
  const wait = () => step.doing('another set-up is making it: waiting')
  const ensure = () => holding(cacheFolder(), async () => existsSync(home) || make(step, build), wait)
  const cached = existsSync(home)
  await ensure()
  try {
    return await use(home)
  } catch (error) {
    if (!cached) throw error
    step.doing('what is cached does not load: making it anew')
    rmSync(home, { recursive: true })
    await ensure()
    return use(home)
  }
}

/** @param {string} home */
async function use(home) {
  link(bindingIn(home))
  await tryOut()
  return bindingIn(home)
}
