import type { RunSummary } from '../../studio/run'

/** The run made last of those that can be opened. */
export const newestOf = (runs: readonly RunSummary[]): RunSummary | undefined =>
  runs
    .filter(({ damaged }) => damaged === undefined)
    .reduce<RunSummary | undefined>(
      (best, run) => (best && best.created >= run.created ? best : run),
      undefined,
    )
