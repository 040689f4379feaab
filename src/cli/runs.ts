import type { Command } from 'commander'
import { resolve } from 'node:path'
import { home } from '../host/home'
import { packRun } from '../runs/pack'
import { openRun } from '../runs/run'
import { listRuns } from '../runs/summary'
import { unpackRun } from '../runs/unpack'
import { amount, LOSSES } from '../studio/losses'
import { locateRun } from './locate'
import type { Output } from './output'
import { bytes, count, table } from './words'

export function runsCommand(program: Command, output: Output): void {
  const command = program
    .command('runs')
    .description('the runs in the runs folder, newest first')
    .action(() => {
      const folder = home().runs
      const runs = listRuns(folder)
      for (const { bestScore, ...run } of runs) {
        const best = { draw: 'bestBound', classify: 'bestError' }[run.task]
        output.tell({ event: 'run', ...run, [best]: bestScore })
      }
      const head = ['id', 'name', 'data', 'state', 'step', 'of', 'best bound or error', 'size']
      const rows = runs.map((run) => [
        run.id,
        run.name,
        run.damaged === undefined ? `${run.datasetTitle} (${run.variant})` : '',
        run.damaged === undefined ? run.state : 'damaged',
        count(run.step),
        count(run.until),
        run.bestScore === null ? '–' : amount(LOSSES[run.task].score, run.bestScore),
        run.bytes === null ? '–' : bytes(run.bytes),
      ])
      const damage = runs.flatMap(({ id, damaged }) => (damaged === undefined ? [] : [`${id}: ${damaged}`]))
      output.tell(
        { event: 'done', runs: runs.length, folder },
        runs.length === 0
          ? `No runs in ${folder} yet. easel train makes one.`
          : [table(head, rows), ...damage, `in ${folder}`].join('\n'),
      )
    })
  command
    .command('export')
    .description('write a run as one zip')
    .argument('<run>', 'folder, id or name of the run')
    .option('--out <file>', 'where to; ID.zip otherwise')
    .action(async (given: string, options: { out?: string }) => {
      const run = locateRun(given, home().runs)
      const file = resolve(options.out ?? `${run.id}.zip`)
      const size = await packRun(run.folder, file, (done, total) =>
        output.progress(`packing ${bytes(done)} of ${bytes(total)}`),
      )
      output.tell({ event: 'done', file, bytes: size, run: run.folder }, `${file}, ${bytes(size)}`)
    })
  command
    .command('import')
    .description('make a run of such a zip')
    .argument('<file>', 'the zip')
    .action(async (file: string) => {
      const folder = await unpackRun(home().runs, resolve(file), (done, total) =>
        output.progress(`unpacking ${bytes(done)} of ${bytes(total)}`),
      )
      const run = openRun(folder)
      const { name } = run.manifest()
      output.tell({ event: 'done', run: run.folder, id: run.id, name }, `“${name}” is ${run.id}`)
    })
}
