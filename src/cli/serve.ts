import type { Command } from 'commander'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createHost } from '../host/host'
import { serve } from '../host/serve'
import { StudioError } from '../studio/api'
import { wholeNumber } from './arguments'
import { onInterrupt } from './interrupt'
import type { Output } from './output'

export function serveCommand(program: Command, output: Output): void {
  program
    .command('serve')
    .description('the studio in a browser on this machine')
    .option('--port <n>', 'port on 127.0.0.1; any free one otherwise', wholeNumber(1, 65_535), 0)
    .option('--open', 'open the browser too')
    .action(async ({ port, open }: { port: number; open?: true }) => {
      const pages = pagesFolder()
      const host = createHost('browser')
      const { address, close } = await serve(host, pages, port)
      output.tell(
        { event: 'serving', address },
        `Easel is at ${address}\nThe address is a key: keep it to yourself. Ctrl-C ends the studio.`,
      )
      if (open) openBrowser(address, output)
      await new Promise<void>((resolve) => onInterrupt(resolve))
      output.say('Ending: what trains is kept; once more ends at once.')
      await host.close()
      await close()
      output.tell({ event: 'done' })
    })
}

/** The built renderer lies beside out/main; this code may be bundled one folder below that. */
function pagesFolder(): string {
  const places = [join(__dirname, '../renderer'), join(dirname(__dirname), '../renderer')]
  const folder = places.find((place) => existsSync(join(place, 'index.html')))
  if (folder === undefined)
    throw new StudioError(`The studio's pages are missing: there is no ${places[0]}`, 'Run `npm run build`.')
  return folder
}

const OPENERS: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

function openBrowser(address: string, output: Output): void {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
  child.on('error', ({ message }) =>
    output.say(`No browser could be opened (${message}): open the address by hand.`),
  )
  child.unref()
}
