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
          // A message posted in a frame is heard after that frame is painted.
          const { port1, port2 } = new MessageChannel()
          let told = false
          const painted = () => {
            if (!told) port2.postMessage(null)
            told = true
          }
          const observer = new MutationObserver(() => requestAnimationFrame(painted))
          const only = canvas === undefined ? undefined : document.querySelector(canvas)
          if (only === undefined)
            observer.observe(document, {
              subtree: true,
              childList: true,
              attributes: true,
              characterData: true,
            })
          // Canvases are drawn in frames only.
          const draw = CanvasRenderingContext2D.prototype
          const drawn = (
            ['drawImage', 'putImageData', 'stroke', 'strokeRect', 'fillRect', 'fill'] as const
          ).map((name) => {
            const original = draw[name] as (...given: unknown[]) => unknown
            Reflect.set(draw, name, function (this: CanvasRenderingContext2D, ...given: unknown[]) {
              if (only === undefined || this.canvas === only) painted()
              return original.apply(this, given)
            })
            return () => Reflect.set(draw, name, original)
          })
          const end = (took: number) => {
            observer.disconnect()
            clearTimeout(timer)
            for (const restore of drawn) restore()
            resolve(took)
          }
          const timer = setTimeout(() => end(NaN), LONGEST)
          port1.onmessage = () => end(performance.now() - pressed)
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
