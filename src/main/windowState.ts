import { z } from 'zod'

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
export type Bounds = z.infer<typeof boundsSchema>

/** window.json: where the window was when it closed. Lengths in the screen's own points. */
export const windowStateSchema = z.object({
  bounds: boundsSchema.optional(),
  maximized: z.boolean().default(false),
  fullScreen: z.boolean().default(false),
  /** 1 is as designed. */
  zoom: z.number().min(0.25).max(5).default(1),
})
export type WindowState = z.infer<typeof windowStateSchema>

export const FIRST_SIZE = { width: 1280, height: 832 }
/** So much of the window's head must be on some screen for it to be found and moved. */
const GRIP = { width: 120, height: 24 }

/**
 * Where to open the window: as it was, cut to its screen; in the middle of the main screen, which `undefined` places
 * stand for, where its own is gone.
 * @param screens areas of the screens that are there, without their bars
 */
export function placeOf(
  { bounds }: Pick<WindowState, 'bounds'>,
  screens: readonly Bounds[],
): { x?: number; y?: number; width: number; height: number } {
  const [main] = screens
  const screen = bounds && screens.find((area) => holds(area, bounds))
  if (bounds && screen)
    return {
      x: bounds.x,
      y: bounds.y,
      width: Math.min(bounds.width, screen.width),
      height: Math.min(bounds.height, screen.height),
    }
  const { width, height } = bounds ?? FIRST_SIZE
  return { width: Math.min(width, main?.width ?? width), height: Math.min(height, main?.height ?? height) }
}

/** Whether the head of a window at `bounds` can be taken hold of in `area`. */
function holds(area: Bounds, { x, y, width }: Bounds): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return seen >= GRIP.width && y >= area.y && y + GRIP.height <= area.y + area.height
}
