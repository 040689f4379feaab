import { run, type OneJob } from '../host/jobs'
import type { Output } from './output'
import { count } from './words'

/** Has a worker do `job`, its progress shown. @throws StudioError when it fails */
export const work = <K extends 'export' | 'evaluate'>(job: OneJob<K>, doing: string, output: Output) =>
  run<K>(job, (done, total) =>
    output.progress(`${doing} ${count(done)}${total ? ` of ${count(total)}` : ''}`),
  ).result
