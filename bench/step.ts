import { fileURLToPath } from 'node:url'
import { Contender, type Taken } from './contender'
import { NETWORKS, optionsOf } from './networks'
import { median } from './statistics'

interface Options {
  readonly preset: string
  readonly batch?: number
  readonly rounds: number
  readonly ours: readonly string[]
  readonly peers: readonly string[]
  readonly python?: string
  readonly scripts: string
}

/** The mode of each peer's that is its best. */
const PEERS: Readonly<Record<string, readonly string[]>> = {
  tf: ['draw_tf.py', '--mode', 'xla-while'],
  jax: ['draw_jax.py', '--mode', 'scan'],
  torch: ['draw_torch.py', '--mode', 'compile-cell'],
}
const FORMS: Readonly<Record<string, object>> = {
  compiled: { form: 'compiled', xla: true, shards: 1 },
  shards: { form: 'compiled', xla: true, shards: 2 },
  plain: { form: 'compiled', xla: false, shards: 1 },
  eager: { form: 'eager' },
  wasm: { form: 'wasm' },
  'wasm-stock': { form: 'wasm-stock' },
}

/** Steps of ours and of the peers in turn: only what ran side by side is compared. */
export async function benchStep(options: Options): Promise<void> {
  const preset = NETWORKS[options.preset]
  if (!preset)
    throw new RangeError(`There is no preset ${options.preset}: ${Object.keys(NETWORKS).join(', ')}`)
  const { network } = preset
  const batch = options.batch ?? preset.batch

  const contenders: Contender[] = []
  const taken: { first: Taken; steps: Taken[] }[] = []
  const enter = async (title: string, command: string, args: string[]) => {
    const [contender, first] = await Contender.start(title, command, args)
    contenders.push(contender)
    taken.push({ first, steps: [] })
    await contender.step() // one more to warm up
  }
  for (const form of options.ours)
    await enter(form, process.execPath, [
      fileURLToPath(new URL('ours.mjs', import.meta.url)),
      JSON.stringify({ network, batch, ...FORMS[form] }),
    ])
  for (const peer of options.python ? options.peers : [])
    await enter(peer, options.python as string, [
      'bench/peer.py',
      options.scripts,
      ...(PEERS[peer] ?? []),
      ...optionsOf(network, batch),
    ])

  for (let round = 0; round < options.rounds; round++)
    for (const [i, contender] of contenders.entries()) taken[i]?.steps.push(await contender.step())
  await Promise.all(contenders.map((contender) => contender.stop()))

  const ours = taken[0]?.steps ?? []
  const rows = taken.map(({ first, steps }, i) => {
    const ms = steps.map((step) => step.ms)
    return {
      contender: contenders[i]?.title ?? '',
      min: Math.round(Math.min(...ms)),
      median: Math.round(median(ms)),
      'ours ÷ it': Number(median(steps.map((step, round) => (ours[round]?.ms ?? NaN) / step.ms)).toFixed(3)),
      'first step s': Number((first.ms / 1e3).toFixed(1)),
      'peak RSS MB': Math.round(steps.at(-1)?.rss ?? NaN),
      'images/s': Math.round((batch / median(ms)) * 1e3),
    }
  })
  console.table(rows)
  console.log(JSON.stringify({ bench: 'step', preset: options.preset, batch, rounds: options.rounds, rows }))
}
