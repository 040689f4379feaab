import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** For tests: the real command line, as built, in a process of its own. */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** The built program; made first where there is none. */
export function builtEasel(): string {
  const file = join(root, 'out/main/easel.js')
  if (!existsSync(file))
    execFileSync(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], {
      cwd: root,
      stdio: 'pipe',
    })
  return file
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts `easel` with `args`, its home in the folder `home`. */
export function start(home: string, ...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [builtEasel(), ...args], {
    env: { ...process.env, EASEL_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, ended }
}

export const easel = (home: string, ...args: string[]): Promise<Ended> => start(home, ...args).ended

export interface Line {
  readonly event: string
  readonly [field: string]: unknown
}
/** The objects on stdout, one a line. @throws SyntaxError when there is anything else */
export const linesOf = ({ stdout }: Ended): Line[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
