import { describe, expect, it } from 'vitest'
import { FIRST_SIZE, placeOf, windowStateSchema } from './windowState'

const MAIN = { x: 0, y: 0, width: 1920, height: 1040 }
const SECOND = { x: 1920, y: 0, width: 1280, height: 1024 }
const bounds = { x: 2000, y: 50, width: 1100, height: 800 }

describe('the window opens', () => {
  it('as designed the first time, in the middle', () => {
    const { bounds: none, zoom } = windowStateSchema.parse({})
    expect(none).toBeUndefined()
    expect(zoom).toBe(1)
    expect(placeOf({}, [MAIN])).toEqual(FIRST_SIZE)
  })

  it('where it was, on whichever screen', () => {
    expect(placeOf({ bounds }, [MAIN, SECOND])).toEqual(bounds)
  })

  it('in the middle of the main screen where its own is gone', () => {
    expect(placeOf({ bounds }, [MAIN])).toEqual({ width: 1100, height: 800 })
  })

  it('in the middle where its head is out of reach', () => {
    expect(placeOf({ bounds: { ...bounds, x: 1880, y: -30 } }, [MAIN])).not.toHaveProperty('x')
    expect(placeOf({ bounds: { ...bounds, x: 1850, y: 10 } }, [MAIN])).not.toHaveProperty('x')
  })

  it('no larger than its screen', () => {
    const huge = { x: 0, y: 0, width: 4000, height: 3000 }
    expect(placeOf({ bounds: huge }, [MAIN])).toEqual({ x: 0, y: 0, width: 1920, height: 1040 })
    expect(placeOf({}, [{ x: 0, y: 0, width: 1024, height: 700 }])).toEqual({ width: 1024, height: 700 })
  })
})
