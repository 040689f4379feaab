import type { Command } from 'commander'
import { resolve } from 'node:path'
import { statSync } from 'node:fs'
import { stepsPerEpoch } from '../data/batches'
import { writeAtomic } from '../files/atomic'
import { home } from '../host/home'
import { KeptCurves } from '../runs/curves'
import { curvesCsv } from '../runs/curvesCsv'
import { locateRun } from './locate'
import type { Output } from './output'
import { fileName } from './sample'
import { bytes, count } from './words'

export function curvesCommand(program: Command, output: Output): void {
  program
    .command('curves')
    .description('the curves of runs, every point, as CSV')
    .argument('<runs...>', 'folder, id or name of each run')
    .requiredOption('--out <file>', 'CSV file to write', fileName(['.csv']))
    .action(async (given: string[], options: { out: string }) => {
      const runs = given.map((one) => locateRun(one, home().runs))
      const tables = []
      for (const run of runs) {
        const { dataset, settings } = run.manifest()
        const curves = await new KeptCurves(run.folder).read()
        const perEpoch = stepsPerEpoch(dataset.trainCount, settings.batch)
        tables.push({ run: run.id, curves, stepsPerEpoch: perEpoch })
      }
      const file = resolve(options.out)
      await writeAtomic(file, curvesCsv(tables))
      const rows = tables.reduce(
        (sum, { curves }) => sum + curves.training.step.length + curves.validation.step.length,
        0,
      )
      const { size } = statSync(file)
      output.tell(
        { event: 'done', file, bytes: size, rows, runs: runs.map(({ folder }) => folder) },
        `${file}: ${count(rows)} points, ${bytes(size)}`,
      )
    })
}
