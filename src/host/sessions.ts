import type { Frame } from '../studio/drawing'
import type { StudioEvent, Wire } from '../studio/api'

/** One window: which run it watches, and whether it has drawn the last frame it was sent. */
export interface Session {
  watch(run: string | null): void
  frameTaken(): void
}

export interface Sessions {
  open(wire: Wire): Session
  tell(event: StudioEvent): void
  /** Newest wins: a window that is still drawing gets the last of what came meanwhile. */
  frame(run: string, frame: Frame): void
  watched(run: string): boolean
}

/** @param onWatch called when the watched runs change, and `onTaken` when some window is ready for another frame of `run`. */
export function createSessions(onWatch: () => void, onTaken: (run: string) => void): Sessions {
  interface Window {
    wire: Wire
    run: string | null
    busy: boolean
    next?: Frame
  }
  const windows = new Set<Window>()

  const send = (window: Window, run: string, frame: Frame) => {
    window.busy = true
    delete window.next
    window.wire.send({ kind: 'event', event: { kind: 'frame', run, frame } })
  }
  return {
    open(wire) {
      const window: Window = { wire, run: null, busy: false }
      windows.add(window)
      wire.onClose(() => {
        windows.delete(window)
        onWatch()
      })
      return {
        watch(run) {
          window.run = run
          window.busy = false
          delete window.next
          onWatch()
          if (run !== null) onTaken(run)
        },
        frameTaken() {
          window.busy = false
          if (window.run === null) return
          if (window.next) send(window, window.run, window.next)
          else onTaken(window.run)
        },
      }
    },
    tell(event) {
      for (const { wire } of windows) wire.send({ kind: 'event', event })
    },
    frame(run, frame) {
      for (const window of windows)
        if (window.run === run)
          if (window.busy) window.next = frame
          else send(window, run, frame)
    },
    watched: (run) => [...windows].some((window) => window.run === run),
  }
}
