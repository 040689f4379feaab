import { StudioError } from '../../studio/api'

export interface Notice {
  readonly id: number
  readonly kind: 'info' | 'error'
  readonly message: string
  readonly remedy: string
}

/** How long good news stays, ms. Errors stay until they are dismissed. */
const INFO_STAYS = 6000

export class Notices {
  list = $state.raw<readonly Notice[]>([])
  #next = 1

  info(message: string): void {
    const id = this.#add('info', message, '')
    setTimeout(() => this.dismiss(id), INFO_STAYS)
  }

  error(error: unknown): void {
    const { message, remedy } = wordsOf(error)
    const told = this.list.some((notice) => notice.message === message && notice.remedy === remedy)
    if (!told) this.#add('error', message, remedy)
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id)
  }

  #add(kind: Notice['kind'], message: string, remedy: string): number {
    const id = this.#next++
    this.list = [...this.list, { id, kind, message, remedy }]
    return id
  }
}

/** What happened and what to do, of anything that was thrown. */
export function wordsOf(error: unknown): { message: string; remedy: string } {
  if (error instanceof StudioError) return { message: error.message, remedy: error.remedy }
  return { message: error instanceof Error ? error.message : String(error), remedy: '' }
}
