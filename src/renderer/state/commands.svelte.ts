import { untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import { COMMAND_IDS, commandOf, type CommandId, type MenuState } from '../../studio/commands'

/** How a command is carried out where the window is now. */
export interface Offer {
  readonly run: () => void
  /** Whether it can be, now. */
  readonly enabled?: () => boolean
  /** Whether it is on. */
  readonly checked?: () => boolean
  /** What it is called now, where that changes. */
  readonly title?: () => string
}

/** The commands of {@link COMMANDS}, as the frame and the views on show offer them. */
export class Commands {
  readonly #offers = new SvelteMap<CommandId, readonly Offer[]>()

  /** Offers a command; the newest offer counts. Returns what takes it back: an `$effect` may return it. */
  offer(id: CommandId, offer: Offer): () => void {
    // Whoever offers in an effect must not run again because of what it changes.
    const others = () => untrack(() => this.#all(id)).filter((other) => other !== offer)
    this.#offers.set(id, [...others(), offer])
    return () => this.#offers.set(id, others())
  }

  can(id: CommandId): boolean {
    const offer = this.#offerOf(id)
    return offer !== undefined && (offer.enabled?.() ?? true)
  }

  isOn(id: CommandId): boolean {
    return this.#offerOf(id)?.checked?.() ?? false
  }

  titleOf(id: CommandId): string {
    return this.#offerOf(id)?.title?.() ?? commandOf(id).title
  }

  /** Carries it out; whether that could be done. */
  run(id: CommandId): boolean {
    // What a dialog asks comes first.
    if (!this.can(id) || document.querySelector('dialog[open]')) return false
    this.#offerOf(id)?.run()
    return true
  }

  /** What a menu shows. */
  get menu(): MenuState {
    const titles = COMMAND_IDS.flatMap((id): [CommandId, string][] => {
      const title = this.titleOf(id)
      return title === commandOf(id).title ? [] : [[id, title]]
    })
    return {
      enabled: COMMAND_IDS.filter((id) => this.can(id)),
      checked: COMMAND_IDS.filter((id) => this.isOn(id)),
      titles: Object.fromEntries(titles),
    }
  }

  #all(id: CommandId): readonly Offer[] {
    return this.#offers.get(id) ?? []
  }

  #offerOf(id: CommandId): Offer | undefined {
    return this.#all(id).at(-1)
  }
}
