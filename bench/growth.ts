import { paramShapes } from '../src/draw/network'
import { shardsFor } from '../src/engine/shards'
import { built } from './built'
import { enter, milliseconds, takeTurns, type Entered } from './contender'
import { environmentOf } from './device'
import { NETWORKS } from './networks'
import { report, Unmeasured } from './report'
import { median, ratios, rounded } from './statistics'

interface Options {
  readonly preset: string
  readonly glimpses: readonly string[]
  readonly batches: readonly string[]
  readonly rounds: number
}
interface Size {
  readonly glimpses: number
  readonly batch: number
}

/** The compiled step at every number of glimpses and every batch, taking turns. */
export async function benchGrowth({ preset, glimpses, batches, rounds }: Options): Promise<void> {
  const network = NETWORKS[preset]?.network
  if (!network) throw new Unmeasured(`There is no preset ${preset}: ${Object.keys(NETWORKS).join(', ')}.`)
  const sizes = batches.map(Number).flatMap((batch) => glimpses.map((T) => ({ glimpses: Number(T), batch })))
  const entered: (Entered & Size)[] = []
  for (const size of sizes) {
    const asked = {
      network: { ...network, glimpses: size.glimpses },
      batch: size.batch,
      form: 'compiled',
      xla: true,
      shards: shardsFor(paramShapes(network), size.batch, 'CPU'),
    }
    const title = `T = ${size.glimpses}, batch ${size.batch}`
    const args = [built('ours'), JSON.stringify(asked)]
    entered.push({ ...(await enter(title, process.execPath, args, environmentOf('cpu'))), ...size })
  }
  await takeTurns(entered, rounds)

  const rows = entered.map((it) => {
    const ms = median(milliseconds(it))
    return {
      T: it.glimpses,
      batch: it.batch,
      'ms per step': rounded(ms, 1),
      'ms per glimpse': rounded(ms / it.glimpses, 3),
      'ms per image': rounded(ms / it.batch, 3),
      'peak RSS MB': rounded(it.steps.at(-1)?.rss ?? NaN),
    }
  })
  const least = Math.min(...entered.map(({ batch }) => batch))
  const most = Math.max(...entered.map(({ glimpses }) => glimpses))
  const growths = [
    ...growth(
      entered.filter(({ batch }) => batch === least),
      'glimpses',
    ),
    ...growth(
      entered.filter((it) => it.glimpses === most),
      'batch',
    ),
  ]
  for (const { words } of growths) console.log(words)
  report('growth', { preset, rounds, rows, growths })
}

/** How much longer each takes than the first, against how much larger it is. */
function growth([first, ...others]: readonly (Entered & Size)[], what: keyof Size) {
  return others.map((it) => {
    const times = it[what] / (first as Size)[what]
    const longer = median(ratios(milliseconds(it), milliseconds(first as Entered)))
    const words = `${it.contender.title} takes ${longer.toFixed(2)} × ${first?.contender.title}: ${(longer / times).toFixed(2)} of linear (${times} ×)`
    return { what, times, longer: rounded(longer, 3), ofLinear: rounded(longer / times, 3), words }
  })
}
