import { quoted } from '../pictures/provenance'
import { StudioError } from '../studio/api'
import { amount, LOSS_FACTS, LOSSES, lossWords, scoreOf, type LossName, type Losses } from '../studio/losses'
import type { Checkpoint, StepMetrics, ValidationMetrics } from '../studio/run'
import type { Task } from '../studio/settings'
import type { Preparation, TrainResult, WorkerEvent } from '../studio/trainer'
import type { WorkerHandle } from '../trainer/start'
import { INTERRUPTED, onInterrupt } from './interrupt'
import type { Output } from './output'
import { count, duration } from './words'

export interface Followed {
  /** As `easel resume` finds it again. */
  readonly place: string
  readonly until: number
  /** How many steps were asked for. */
  readonly steps: number
  /** What the `start` event tells besides engine and device. */
  readonly start: Record<string, unknown>
  readonly title: string
  readonly task: Task
}

/**
 * Tells what a training worker tells, until it ends; Ctrl-C keeps a checkpoint first.
 * @returns the exit code
 * @throws StudioError when training failed
 */
export async function follow(worker: WorkerHandle, run: Followed, output: Output): Promise<number> {
  const told = new Told(run, output)
  worker.onEvent((event) => told.hear(event))
  let interrupted = false
  const release = onInterrupt(() => {
    interrupted = true
    output.say('Keeping a checkpoint after this step; once more ends at once.')
    worker.send({ kind: 'stop', keep: true })
  })
  try {
    const end = await worker.ended
    if (end.kind === 'failed') throw new StudioError(end.failure.message, end.failure.remedy)
    if (!end.result || !('kept' in end.result))
      throw new TypeError('a training worker ended with the result of another job')
    told.finish(end.result)
    return interrupted && end.result.state !== 'finished' ? INTERRUPTED : 0
  } finally {
    release()
  }
}

const PREPARING: Readonly<Record<Preparation, string>> = {
  data: 'reading the data',
  engine: 'loading the engine',
  compile: 'compiling the step',
  'first step': 'taking the first step',
}

class Told {
  private readonly begun = performance.now()
  private started = false
  /** What it did before the `start` event, which comes first. */
  private readonly early: { event: string; what: Preparation; seconds: number }[] = []
  private last: StepMetrics | undefined
  private validation: ValidationMetrics | undefined
  private best: number | null = null

  constructor(
    private readonly run: Followed,
    private readonly output: Output,
  ) {}

  hear(event: WorkerEvent): void {
    const { output } = this
    switch (event.kind) {
      case 'preparing': {
        const { what } = event
        const told = { event: 'preparing', what, seconds: (performance.now() - this.begun) / 1000 }
        if (this.started) output.tell(told)
        else this.early.push(told)
        return output.progress(PREPARING[what])
      }
      case 'state': {
        if (this.started) return
        this.started = true
        const { engine, device, step } = event
        output.tell(
          { event: 'start', ...this.run.start, engine, device, step },
          `${this.run.title}, on ${engine} (${device})\nrun: ${this.run.place}`,
        )
        for (const told of this.early) output.tell(told)
        return
      }
      case 'metrics':
        for (const metrics of event.training) this.step(metrics)
        for (const metrics of event.validation) this.validated(metrics)
        return
      case 'checkpoint':
        if (event.checkpoint.best) this.best = event.checkpoint.score
        output.tell({ event: 'checkpoint', ...scored(event.checkpoint, this.run.task) })
        return
    }
  }

  private step(metrics: StepMetrics): void {
    const { step, gradNorm, imagesPerSecond, seconds, ...losses } = metrics
    const before = this.last
    this.last = metrics
    this.output.tell({ event: 'step', step, ...losses, gradNorm, imagesPerSecond })
    const pace = before ? (seconds - before.seconds) / (step - before.step) : NaN
    const left = duration((this.run.until - step) * pace)
    this.output.progress(
      `step ${count(step)} of ${count(this.run.until)}  ${lossWords(losses)}  ` +
        `${count(Math.round(imagesPerSecond))} images/s  ${left} left`,
    )
  }

  private validated(metrics: ValidationMetrics): void {
    this.validation = metrics
    const { step, ...losses } = metrics
    const training = this.last ? `training ${firstOf(this.last)}, ` : ''
    this.output.tell(
      { event: 'validation', step, ...losses },
      `step ${count(step)}: ${training}validation ${lossWords(losses)}, per image`,
    )
  }

  finish(result: TrainResult): void {
    const { run, last } = this
    const words = [
      `${result.state} at step ${count(result.step)}${last ? `, ${firstOf(last)} per image in training` : ''}`,
      `go on with: easel resume ${quoted(run.place)} --steps ${run.until - result.step || run.steps}`,
      ...(result.state === 'finished' && run.task === 'draw'
        ? [`draw with: easel sample ${quoted(run.place)} --out samples.png`]
        : []),
      ...(result.state === 'finished' && run.task === 'classify'
        ? [`evaluate with: easel evaluate ${quoted(run.place)}`]
        : []),
    ]
    this.output.tell(
      {
        event: 'done',
        run: run.place,
        step: result.step,
        state: result.state,
        ...lossesOf(last),
        validation: this.validation ? scoreOf(this.validation) : null,
        best: this.best,
      },
      words.join('\n'),
    )
  }
}

/** The losses alone, in the order they are shown. */
const lossesOf = (metrics: Losses = {}): Losses =>
  Object.fromEntries(
    (Object.keys(LOSS_FACTS) as LossName[])
      .filter((name) => metrics[name] !== undefined)
      .map((name) => [name, metrics[name]]),
  )

/** The loss itself, in words. */
const firstOf = (metrics: Losses): string => {
  const { names } = LOSSES['bound' in metrics ? 'draw' : 'classify']
  const [name] = names
  return `${LOSS_FACTS[name].symbol} ${amount(name, metrics[name] ?? NaN)}`
}

/** A checkpoint with its score under its own name. */
const scored = ({ step, score, ...others }: Checkpoint, task: Task) => ({
  step,
  [LOSSES[task].score]: score,
  ...others,
})
