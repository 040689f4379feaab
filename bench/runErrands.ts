import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Job } from '../src/studio/trainer'
import { built } from './built'
import type { Errand } from './errands'

export interface Errands {
  /** Of the jobs that came to their end. */
  readonly errands: readonly Errand[]
  /** "code 0", "signal SIGSEGV": how the process ended. */
  readonly ending: string
  readonly stderr: string
}

/** Has a new process do `jobs` in turn. */
export async function runErrands(jobs: readonly Job[]): Promise<Errands> {
  const child = spawn(process.execPath, [built('errands'), JSON.stringify(jobs)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const errands: Errand[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) errands.push(JSON.parse(line) as Errand)
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-4000)))
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { errands, ending: signal ? `signal ${signal}` : `code ${code}`, stderr }
}
