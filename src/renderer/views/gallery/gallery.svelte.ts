import type { RunDetail } from '../../../studio/requests/runs'
import type { End, Item, Pick, Plan } from '../../../studio/plan'
import { itemsOf } from '../../../studio/plan'
import { samePick } from '../../../studio/favourites'
import { asSeen } from '../../../studio/settings'
import type { CheckpointChoice } from '../../../studio/trainer'
import type { App } from '../../state/app.svelte'
import { stepOf } from './wanted'
import { Wall } from './wall.svelte'

export const MODES = [
  ['samples', 'Samples'],
  ['images', 'Reconstructions'],
  ['between', 'Between'],
  ['favourites', 'Favourites'],
] as const
export type Mode = (typeof MODES)[number][0]

/** The gallery of one run that draws: what is shown, what was liked, and what one goes between. */
export class Gallery {
  readonly wall: Wall
  mode = $state<Mode>('samples')
  /** What is on the wall; its checkpoints are steps. */
  plan = $state.raw<Plan>()
  selected = $state(0)
  favourites = $state.raw<readonly Pick[]>([])
  /** What one goes between, in order; of one checkpoint. */
  ends = $state.raw<readonly End[]>([])
  steps = $state(9)
  #checkpoint = $state.raw<CheckpointChoice>('latest')

  constructor(
    private readonly app: App,
    readonly run: string,
    private readonly detail: () => RunDetail,
  ) {
    this.wall = new Wall(app)
  }

  /** The checkpoint with which one goes between. */
  get checkpoint(): CheckpointChoice {
    return this.#checkpoint
  }
  set checkpoint(choice: CheckpointChoice) {
    this.#checkpoint = choice
    if (this.mode === 'between') this.walk()
  }

  /** Sizes of an image as the run sees it. */
  get seen(): { readonly channels: number; readonly height: number; readonly width: number } {
    const { dataset, settings } = this.detail().manifest
    return asSeen(dataset, settings)
  }

  get item(): Item | undefined {
    return this.wall.items[this.selected]
  }

  /** Hangs the drawings of a plan. */
  show(plan: Plan): void {
    const { checkpoints } = this.detail()
    const resolve = (choice: CheckpointChoice): number => stepOf(checkpoints, choice) ?? 0
    this.plan = 'checkpoints' in plan ? { ...plan, checkpoints: plan.checkpoints.map(resolve) } : plan
    const items = itemsOf(this.plan, resolve)
    if (this.selected >= items.length) this.selected = 0
    this.wall.show(this.run, items)
  }

  /** Hangs the way between the ends, once there are two. */
  walk(): void {
    if (this.ends.length < 2) {
      this.plan = undefined
      this.wall.show(this.run, [])
      return
    }
    this.show({ kind: 'walk', checkpoints: [this.#checkpoint], ends: [...this.ends], steps: this.steps })
  }

  /** Favourites that can be drawn: those whose checkpoint is there. */
  get drawable(): readonly Pick[] {
    return this.favourites.filter((pick) => this.#has(pick))
  }
  get lost(): readonly Pick[] {
    return this.favourites.filter((pick) => !this.#has(pick))
  }
  #has({ checkpoint }: Pick): boolean {
    return this.detail().checkpoints.some(({ step }) => step === checkpoint)
  }

  showFavourites(): void {
    if (this.drawable.length > 0) return this.show({ kind: 'picks', picks: [...this.drawable] })
    this.plan = undefined
    this.wall.show(this.run, [])
  }

  async loadFavourites(): Promise<void> {
    this.favourites = await this.app.studio.favourites({ run: this.run })
  }

  pickOf(item: Item | undefined): Pick | undefined {
    if (item?.point.kind !== 'sample') return undefined
    const { seed, index } = item.point
    return { checkpoint: item.checkpoint, seed, index }
  }

  likes(pick: Pick | undefined): boolean {
    return pick !== undefined && this.favourites.some((other) => samePick(other, pick))
  }

  async favour(pick: Pick): Promise<void> {
    const on = !this.likes(pick)
    try {
      this.favourites = await this.app.studio.favour({ run: this.run, pick, on })
    } catch (error) {
      this.app.fail(error)
    }
  }
}
