import type { Command } from 'commander'
import { home } from '../host/home'
import { listRuns } from '../runs/summary'
import type { Output } from './output'
import { bytes, count, nats, table } from './words'

export function runsCommand(program: Command, output: Output): void {
  program
    .command('runs')
    .description('the runs in the runs folder, newest first')
    .action(() => {
      const folder = home().runs
      const runs = listRuns(folder)
      for (const run of runs) output.tell({ event: 'run', ...run })
      const head = ['id', 'name', 'data', 'state', 'step', 'of', 'best bound', 'size']
      const rows = runs.map((run) => [
        run.id,
        run.name,
        run.damaged === undefined ? `${run.datasetTitle} (${run.pixels})` : '',
        run.damaged === undefined ? run.state : 'damaged',
        count(run.step),
        count(run.until),
        run.bestScore === null ? '–' : `${nats(run.bestScore)} nats`,
        bytes(run.bytes),
      ])
      const damage = runs.flatMap(({ id, damaged }) => (damaged === undefined ? [] : [`${id}: ${damaged}`]))
      output.tell(
        { event: 'done', runs: runs.length, folder },
        runs.length === 0
          ? `No runs in ${folder} yet. easel train makes one.`
          : [table(head, rows), ...damage, `in ${folder}`].join('\n'),
      )
    })
}
