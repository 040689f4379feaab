import type { Command } from 'commander'
import { engineStatuses } from '../engine/statuses'
import type { Output } from './output'
import { table } from './words'

export function enginesCommand(program: Command, output: Output): void {
  program
    .command('engines')
    .description('the engines this machine has, and why it lacks the others')
    .action(() => {
      const engines = engineStatuses()
      for (const engine of engines) output.tell({ event: 'engine', ...engine })
      output.tell(
        { event: 'done', engines: engines.length },
        table(
          ['engine', 'here', 'device', 'why'],
          engines.map(({ name, available, device, reason }) => [
            name,
            available ? 'yes' : 'no',
            device,
            reason,
          ]),
        ),
      )
    })
}
