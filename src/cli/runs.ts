import type { Command } from 'commander'
import { home } from '../host/home'
import { listRuns } from '../runs/summary'
import { amount, LOSSES } from '../studio/losses'
import type { Output } from './output'
import { bytes, count, table } from './words'

export function runsCommand(program: Command, output: Output): void {
  program
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
}
