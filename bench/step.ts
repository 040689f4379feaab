import { built } from './built'
import { Ended, enter, takeTurns, type Entered } from './contender'
import { environmentOf, isOnGpu, requireGpu, type Device } from './device'
import { flopsOf } from './flops'
import { CLASSIFIERS, isClassifier, NETWORKS, optionsOf } from './networks'
import { peerOf, peersMissing } from './peers'
import { report, skip, Unmeasured } from './report'
import { SGEMM_FLOPS } from './sgemmSize'
import { stepRow } from './stepRow'

interface Options {
  readonly preset: string
  readonly device: Device
  readonly batch?: number
  readonly rounds: number
  readonly ours: readonly string[]
  readonly peers?: readonly string[]
  readonly python?: string
  readonly scripts: string
}

const FORMS: Readonly<Record<string, object>> = {
  compiled: { form: 'compiled', xla: true },
  whole: { form: 'compiled', xla: true, shards: 1 },
  halves: { form: 'compiled', xla: true, shards: 2 },
  plain: { form: 'compiled', xla: false },
  eager: { form: 'eager' },
  wasm: { form: 'wasm' },
  'wasm-stock': { form: 'wasm-stock' },
}

/** What steps are timed of. */
export const PRESETS = { ...NETWORKS, ...CLASSIFIERS }

/** Products a turn of sgemm takes: on a GPU one alone is shorter than asking for it. */
const PRODUCTS: Readonly<Record<Device, number>> = { cpu: 1, gpu: 200 }

/** Steps of ours, of the peers and products of this machine in turn: only what ran side by side is compared. */
export async function benchStep(options: Options): Promise<void> {
  const { device, python, rounds, scripts } = options
  const preset = PRESETS[options.preset]
  if (!preset)
    throw new Unmeasured(`There is no preset ${options.preset}: ${Object.keys(PRESETS).join(', ')}.`)
  const { network } = preset
  const batch = options.batch ?? preset.batch
  if (device === 'gpu') requireGpu()
  const forms = options.ours.map((form) => {
    const asked = FORMS[form]
    if (!asked) throw new Unmeasured(`There is no form ${form}: ${Object.keys(FORMS).join(', ')}.`)
    return { form, words: JSON.stringify({ network, batch, ...asked }) }
  })
  const classifies = isClassifier(network)
  const peers = (options.peers ?? (classifies ? ['torch'] : ['tf', 'jax', 'torch'])).map((peer) => ({
    peer,
    args: [...peerOf(peer, scripts, classifies), ...optionsOf(network, batch)],
  }))
  const env = environmentOf(device)

  const products = String(PRODUCTS[device])
  const sgemm = await enter('sgemm', process.execPath, [built('sgemm'), products], env)
  if (device === 'gpu' && !isOnGpu(sgemm.first))
    throw new Unmeasured('TensorFlow was set up for a GPU, and found none that it can use.')

  const entered: Entered[] = []
  for (const { form, words } of forms)
    entered.push(await enter(form, process.execPath, [built('ours'), words], env))
  const missing = peersMissing(python, scripts, classifies)
  if (missing) {
    if (peers.length > 0) skip('the peers', ...missing)
  } else
    for (const { peer, args } of peers)
      entered.push(...(await enterPeer(peer, python as string, args, device)))

  await takeTurns([...entered, sgemm], rounds)
  const flops = flopsOf(network, batch)
  const rows = [
    ...entered.map((it) => stepRow(it, entered[0], flops, batch)),
    stepRow(sgemm, undefined, SGEMM_FLOPS),
  ]
  report('step', { preset: options.preset, device, batch, rounds, gflop: flops / 1e9, rows })
}

/** The peer, or none where it cannot run on `device`. */
async function enterPeer(peer: string, python: string, args: string[], device: Device): Promise<Entered[]> {
  try {
    const entered = await enter(peer, python, args, environmentOf(device))
    if (isOnGpu(entered.first) === (device === 'gpu')) return [entered]
    await entered.contender.stop()
    skip(peer, `It runs on another device: ${entered.first.name}.`, 'Install its build for the GPU.')
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    skip(peer, error.message, 'Its framework must be in the Python named.')
  }
  return []
}
