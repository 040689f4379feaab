import { StudioError } from '../studio/api'
import { readQueue, writeQueue, type Waiting } from './queueFile'

/** Runs that wait for their turn. The first starts as soon as nothing trains, however that ended. */
export interface Queue {
  /** Adds a run at the end, in the place of what it waited for before; starts it if nothing trains. */
  add(waiting: Waiting): void
  /** Its place, from 1; undefined when it does not wait. */
  placeOf(run: string): number | undefined
  /** How many steps it waits to go on for; undefined up to its end. */
  stepsOf(run: string): number | undefined
  /** @throws StudioError when it does not wait */
  move(run: string, to: number): void
  remove(run: string): void
  /** Stops what trains, which then waits behind `run`. @throws StudioError when it does not wait */
  startNow(run: string): void
  /** To be told that `run` trains, and that it ended. */
  began(run: string): void
  ended(): void
  /** Begins with what the last studio left: first of all, what it trained. */
  open(): void
  /** Starts nothing any more. */
  close(): void
}

export interface Means {
  /** Trains a run. @throws StudioError when it can't be had */
  begin(waiting: Waiting): void
  /** Ends what trains, and keeps it. */
  stop(): void
  /** Places changed; `started` was the first. */
  changed(started?: string): void
  fault(error: unknown): void
}

/** @param file queue.json, written at every change */
export function createQueue(file: string, { begin, stop, changed, fault }: Means): Queue {
  const left = readQueue(file, fault)
  let waiting: readonly Waiting[] = left.waiting
  let training: { run: string; queued: boolean } | undefined
  let starting: string | undefined
  let closed = false

  const save = () => {
    // What was started by hand, with nothing behind it, is a person's to go on with.
    const goesOn = training && (training.queued || waiting.length > 0)
    writeQueue(file, { waiting: [...waiting], ...(goesOn && training && { training: training.run }) })
  }
  const set = (now: readonly Waiting[]) => {
    waiting = now
    save()
    changed()
  }
  const without = (run: string) => waiting.filter((other) => other.run !== run)
  const find = (run: string): Waiting => {
    const found = waiting.find((other) => other.run === run)
    if (!found) throw new StudioError('This run does not wait any more.', 'Look at its state in Runs.')
    return found
  }

  function next(): void {
    for (let [first] = waiting; first && !training && !closed; [first] = waiting) {
      waiting = waiting.slice(1)
      starting = first.run
      let begun = false
      try {
        begin(first)
        begun = true
      } catch (error) {
        // One that can't be had must not keep the others waiting.
        fault(error)
      } finally {
        starting = undefined
      }
      save()
      changed(begun ? first.run : undefined)
    }
  }

  return {
    add(added) {
      set([...without(added.run), added])
      next()
    },
    placeOf(run) {
      const place = waiting.findIndex((other) => other.run === run)
      return place < 0 ? undefined : place + 1
    },
    stepsOf: (run) => waiting.find((other) => other.run === run)?.steps,
    move(run, to) {
      const moved = find(run)
      const others = without(run)
      set([...others.slice(0, to - 1), moved, ...others.slice(to - 1)])
    },
    remove(run) {
      if (waiting.some((other) => other.run === run)) set(without(run))
    },
    startNow(run) {
      const first = find(run)
      set([first, ...(training ? [{ run: training.run }] : []), ...without(run)])
      if (training) stop()
      else next()
    },
    began(run) {
      training = { run, queued: run === starting }
      set(without(run))
    },
    ended() {
      training = undefined
      if (closed) return
      save()
      next()
    },
    open() {
      const { training: cut } = left
      if (cut !== undefined) waiting = [{ run: cut }, ...without(cut)]
      next()
    },
    close() {
      closed = true
    },
  }
}
