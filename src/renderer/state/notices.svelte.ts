import { StudioError } from '../../studio/api'

export interface Notice {
  readonly id: number
  readonly kind: 'info' | 'error'
  readonly message: string
  readonly remedy: string
  readonly action?: NoticeAction
}
/** What can be done about it: a button, once. */
export interface NoticeAction {
  readonly words: string
  readonly run: () => void
}

/** How long good news stays, ms. Errors stay until they are dismissed. */
const INFO_STAYS = 6000
/** How long what can be done about it stays, ms. */
export const ACTION_STAYS = 12_000

export class Notices {
  list = $state.raw<readonly Notice[]>([])
  #next = 1

  info(message: string, action?: NoticeAction): void {
    const id = this.#add('info', message, '', action)
    setTimeout(() => this.dismiss(id), action ? ACTION_STAYS : INFO_STAYS)
  }

  error(error: unknown): void {
    const { message, remedy } = wordsOf(error)
    const told = this.list.some((notice) => notice.message === message && notice.remedy === remedy)
    if (!told) this.#add('error', message, remedy)
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id)
  }

  #add(kind: Notice['kind'], message: string, remedy: string, action?: NoticeAction): number {
    const id = this.#next++
    this.list = [...this.list, { id, kind, message, remedy, ...(action && { action }) }]
    return id
  }
}

/** What happened and what to do, of anything that was thrown: sentences that can follow each other. */
export function wordsOf(error: unknown): { message: string; remedy: string } {
  if (error instanceof StudioError) return { message: sentence(error.message), remedy: error.remedy }
  return { message: error instanceof Error ? error.message : String(error), remedy: '' }
}

const sentence = (words: string): string => (/[.!?…:]$/.test(words) ? words : `${words}.`)
