import { z } from 'zod'
import type { Side } from '../../drawing/window'

const KEY = 'easel.gallery'
const schema = z.object({ read: z.boolean(), write: z.boolean(), nearest: z.boolean() })

/** What is shown on and beside drawings; remembered. */
export class Looks {
  boxes = $state<Record<Side, boolean>>({ read: true, write: true })
  nearest = $state(false)

  constructor() {
    const text = localStorage.getItem(KEY)
    const kept = schema.safeParse(text?.startsWith('{') ? JSON.parse(text) : undefined)
    if (!kept.success) return
    const { nearest, ...boxes } = kept.data
    this.boxes = boxes
    this.nearest = nearest
  }

  get sides(): readonly Side[] {
    return (['read', 'write'] as const).filter((side) => this.boxes[side])
  }

  keep(): void {
    localStorage.setItem(KEY, JSON.stringify({ ...this.boxes, nearest: this.nearest }))
  }
}
