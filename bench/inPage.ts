import type { Page } from '@playwright/test'

/*
 * What is measured in the window itself, by its own clocks.
 */

/** Times between frames while `work` goes on, ms. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = []
    const state = { frames, last: performance.now(), on: true }
    Object.assign(window, { benchFrames: state })
    const look = (now: number) => {
      if (!state.on) return
      frames.push(now - state.last)
      state.last = now
      requestAnimationFrame(look)
    }
    requestAnimationFrame((now) => {
      state.last = now
      requestAnimationFrame(look)
    })
  })
  await work()
  return page.evaluate(() => {
    const { benchFrames } = window as unknown as { benchFrames: { frames: number[]; on: boolean } }
    benchFrames.on = false
    return benchFrames.frames
  })
}

/**
 * From an input event to the first frame painted after the window has answered it: a change in its document or in the
 * pixels of its canvases, ms. NaN where nothing changed within a second.
 * @param canvas what is drawn on this one counts, and nothing else
 */
export async function effectOf(
  page: Page,
  kinds: readonly string[],
  act: () => Promise<void>,
  canvas?: string,
): Promise<number> {
  await page.evaluate(
    ([kinds, canvas]) => {
      const LONGEST = 1000
      const seen = new Promise<number>((resolve) => {
        const begin = (event: Event) => {
          for (const kind of kinds) document.removeEventListener(kind, begin, true)
          const pressed = event.timeStamp
          let [changed, painted] = [false, false]
          const observer = new MutationObserver(() => (changed ||= canvas === undefined))
          observer.observe(document, {
            subtree: true,
            childList: true,
            attributes: true,
            characterData: true,
          })
          const draw = CanvasRenderingContext2D.prototype
          const drawn = (
            ['drawImage', 'putImageData', 'stroke', 'strokeRect', 'fillRect', 'fill'] as const
          ).map((name) => {
            const original = draw[name] as (...given: unknown[]) => unknown
            Reflect.set(draw, name, function (this: CanvasRenderingContext2D, ...given: unknown[]) {
              painted ||= canvas === undefined || this.canvas.matches(canvas)
              return original.apply(this, given)
            })
            return () => Reflect.set(draw, name, original)
          })
          const end = (took: number) => {
            observer.disconnect()
            for (const restore of drawn) restore()
            resolve(took)
          }
          const look = () => {
            // A message posted in a frame is heard after that frame is painted; canvases are drawn in frames only.
            const { port1, port2 } = new MessageChannel()
            const was = changed
            port1.onmessage = () => {
              const now = performance.now() - pressed
              if (was || painted) end(now)
              else if (now > LONGEST) end(NaN)
              else requestAnimationFrame(look)
            }
            port2.postMessage(null)
          }
          requestAnimationFrame(look)
        }
        for (const kind of kinds) document.addEventListener(kind, begin, true)
      })
      Object.assign(window, { benchEffect: seen })
    },
    [kinds, canvas] as const,
  )
  await act()
  return page.evaluate(() => (window as unknown as { benchEffect: Promise<number> }).benchEffect)
}

/** Bytes of JavaScript alive in the window, after collecting. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  try {
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    return usedSize
  } finally {
    await session.detach()
  }
}
