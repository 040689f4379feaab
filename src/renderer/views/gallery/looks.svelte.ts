import { z } from 'zod'
import type { Side } from '../../drawing/window'
import { store, stored } from '../../state/stored'

const KEY = 'easel.gallery'
const schema = z.object({ read: z.boolean(), write: z.boolean(), nearest: z.boolean() })

/** What is shown on and beside drawings; remembered. */
export class Looks {
  boxes = $state<Record<Side, boolean>>({ read: true, write: true })
  nearest = $state(false)

  constructor() {
    const kept = stored(KEY, schema)
    if (!kept) return
    const { nearest, ...boxes } = kept
    this.boxes = boxes
    this.nearest = nearest
  }

  get sides(): readonly Side[] {
    return (['read', 'write'] as const).filter((side) => this.boxes[side])
  }

  keep(): void {
    store(KEY, { ...this.boxes, nearest: this.nearest })
  }
}
