import { SvelteSet } from 'svelte/reactivity'
import { z } from 'zod'
import type { RunSummary } from '../../../../studio/run'
import type { App } from '../../../state/app.svelte'
import { perWindow } from '../../../state/perWindow.svelte'
import { store, stored } from '../../../state/stored'
import { COLUMNS, fitting, NEWEST_FIRST, sorted, type Column, type Order } from './columns'
import { ALL, filtered, type Filter } from './filter'

const KEPT = 'easel:runs-table'
const keptSchema = z.object({
  order: z.object({ column: z.string(), direction: z.enum(['ascending', 'descending']) }),
  columns: z.array(z.string()).nullable(),
})

/** How the list of runs is looked at: what is sought, in which order, with which columns, and which are chosen. */
export class Table {
  readonly #app: App
  filter = $state.raw<Filter>(ALL)
  order = $state.raw<Order>(NEWEST_FIRST)
  /** Ids of columns; null for those that fit. */
  columns = $state.raw<readonly string[] | null>(null)
  readonly checked = new SvelteSet<string>()
  #last: string | undefined

  /** As they are shown. */
  readonly runs: readonly RunSummary[] = $derived.by(() =>
    sorted(filtered(this.#app.runs, this.filter), this.order),
  )
  /** Those chosen that are still there. */
  readonly chosen: readonly RunSummary[] = $derived.by(() =>
    this.runs.filter(({ id }) => this.checked.has(id)),
  )
  readonly narrowed: boolean = $derived(Object.values(this.filter).some((words) => words !== ''))

  constructor(app: App) {
    this.#app = app
    Object.assign(this, stored(KEPT, keptSchema))
  }

  /** The columns beside the name, in a table so many CSS pixels wide. */
  shown(width: number): readonly Column[] {
    const { columns } = this
    return columns === null ? fitting(width) : COLUMNS.filter(({ id }) => columns.includes(id))
  }

  sortBy(order: Order): void {
    this.order = order
    this.#keep()
  }

  choose(columns: readonly string[] | null): void {
    this.columns = columns
    this.#keep()
  }

  narrow(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change }
  }

  /** @param range with all between this and the one before, as a click with Shift means */
  check(id: string, on: boolean, range: boolean): void {
    const ids = this.runs.map((run) => run.id)
    const [a, b] = [ids.indexOf(this.#last ?? id), ids.indexOf(id)]
    const meant = range && a >= 0 ? ids.slice(Math.min(a, b), Math.max(a, b) + 1) : [id]
    for (const one of meant)
      if (on) this.checked.add(one)
      else this.checked.delete(one)
    this.#last = id
  }

  checkAll(on: boolean): void {
    this.checked.clear()
    if (on) for (const { id } of this.runs) this.checked.add(id)
  }

  #keep(): void {
    store(KEPT, { order: this.order, columns: this.columns })
  }
}

/** It outlives its view: who comes back finds it as it was left. */
export const tableOf = perWindow((app) => new Table(app))
