import { Command } from 'commander'
import { VERSION } from '../studio/version'
import { curvesCommand } from './curves'
import { dataCommand } from './data'
import { enginesCommand } from './engines'
import { evaluateCommand } from './evaluate'
import { exportCommand } from './export'
import { forkCommand } from './fork'
import type { Output } from './output'
import { parityCommand } from './parityCommand'
import { readCommand } from './read'
import { resumeCommand } from './resume'
import { runsCommand } from './runs'
import { sampleCommand } from './sample'
import { serveCommand } from './serve'
import { trainCommand } from './train'

/** The whole command line; each command puts itself on it and answers with its exit code by `finish`. */
export function createProgram(output: Output, finish: (code: number) => void): Command {
  const program = new Command('easel')
    .description('Train DRAW, watch it draw, and take its pictures away.')
    .version(VERSION)
    .option('--json', 'one JSON object a line on stdout, the last {"event":"done", …}')
    .configureHelp({ showGlobalOptions: true })
    .helpCommand(false)
    .exitOverride()
  trainCommand(program, output, finish)
  resumeCommand(program, output, finish)
  forkCommand(program, output, finish)
  sampleCommand(program, output)
  readCommand(program, output)
  evaluateCommand(program, output)
  exportCommand(program, output)
  curvesCommand(program, output)
  runsCommand(program, output)
  dataCommand(program, output)
  enginesCommand(program, output)
  serveCommand(program, output)
  parityCommand(program)
  return program
}
