import type { Entry } from '../runs/metrics'
import type { MetricsLog } from '../runs/metricsLog'
import type { StepMetrics, ValidationMetrics } from '../studio/run'
import type { Tell } from './tell'

/** Least time between two messages, ms. */
const INTERVAL = 100

/** Collects metrics, and logs and sends them in batches, at most ten a second. */
export class Meter {
  private unlogged: Entry[] = []
  private unsent: Entry[] = []
  private sent = -Infinity

  constructor(
    private readonly log: MetricsLog,
    private readonly tell: Tell,
  ) {}

  step(metrics: StepMetrics): void {
    this.add({ kind: 'training', metrics })
    if (performance.now() - this.sent >= INTERVAL) this.flush()
  }

  validated(metrics: ValidationMetrics): void {
    this.add({ kind: 'validation', metrics })
  }

  /** Logs what has been collected, so that a checkpoint made now has everything before it in the log. */
  save(): void {
    this.log.append(this.unlogged.splice(0))
  }

  /** Logs and sends what has been collected. */
  flush(): void {
    this.save()
    if (this.unsent.length === 0) return
    const entries = this.unsent.splice(0)
    this.tell({
      kind: 'metrics',
      training: entries.flatMap((entry) => (entry.kind === 'training' ? [entry.metrics] : [])),
      validation: entries.flatMap((entry) => (entry.kind === 'validation' ? [entry.metrics] : [])),
    })
    this.sent = performance.now()
  }

  private add(entry: Entry): void {
    this.unlogged.push(entry)
    this.unsent.push(entry)
  }
}
