import { built } from './built'
import { Ended, enter, takeTurns, type Entered } from './contender'
import { environmentOf, isOnGpu, requireGpu, type Device } from './device'
import { flopsOf } from './flops'
import { NETWORKS, optionsOf } from './networks'
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
  readonly peers: readonly string[]
  readonly python?: string
  readonly scripts: string
}

const FORMS: Readonly<Record<string, object>> = {
  compiled: { form: 'compiled', xla: true, shards: 1 },
  shards: { form: 'compiled', xla: true, shards: 2 },
  plain: { form: 'compiled', xla: false, shards: 1 },
  eager: { form: 'eager' },
  wasm: { form: 'wasm' },
}

/** Products a turn of sgemm takes: on a GPU one alone is shorter than asking for it. */
const PRODUCTS: Readonly<Record<Device, number>> = { cpu: 1, gpu: 200 }

/** Steps of ours, of the peers and products of this machine in turn: only what ran side by side is compared. */
export async function benchStep(options: Options): Promise<void> {
  const { device, python, rounds, scripts } = options
  const preset = NETWORKS[options.preset]
  if (!preset)
    throw new Unmeasured(`There is no preset ${options.preset}: ${Object.keys(NETWORKS).join(', ')}.`)
  const { network } = preset
  const batch = options.batch ?? preset.batch
  if (device === 'gpu') requireGpu()
  const env = environmentOf(device)
  const products = String(PRODUCTS[device])
  const sgemm = await enter('sgemm', process.execPath, [built('sgemm'), products], env)
  if (device === 'gpu' && !isOnGpu(sgemm.first))
    throw new Unmeasured('TensorFlow was set up for a GPU, and found none that it can use.')

  const entered: Entered[] = []
  for (const form of options.ours) {
    const asked = FORMS[form]
    if (!asked) throw new Unmeasured(`There is no form ${form}: ${Object.keys(FORMS).join(', ')}.`)
    const words = JSON.stringify({ network, batch, ...asked })
    entered.push(await enter(form, process.execPath, [built('ours'), words], env))
  }
  const missing = peersMissing(python, scripts)
  if (missing && options.peers.length > 0) skip('the peers', ...missing)
  for (const peer of python && !missing ? options.peers : []) {
    const args = ['bench/peer.py', scripts, ...peerOf(peer), ...optionsOf(network, batch)]
    try {
      const it = await enter(peer, python as string, args, env)
      if (isOnGpu(it.first) === (device === 'gpu')) entered.push(it)
      else {
        await it.contender.stop()
        skip(peer, `It runs on another device: ${it.first.name}.`, 'Install its build for the GPU.')
      }
    } catch (error) {
      if (!(error instanceof Ended)) throw error
      skip(peer, error.message, 'Its frameworks must be in the Python named.')
    }
  }
  await takeTurns([...entered, sgemm], rounds)
  const flops = flopsOf(network, batch)
  const rows = [
    ...entered.map((it) => stepRow(it, entered[0], flops, batch)),
    stepRow(sgemm, undefined, SGEMM_FLOPS),
  ]
  report('step', { preset: options.preset, device, batch, rounds, gflop: flops / 1e9, rows })
}
