import { build } from './build.mjs'
import { dependencies } from './dependencies.mjs'
import { electron } from './electron.mjs'
import { holding } from './lock.mjs'
import { root } from './paths.mjs'
import { tensorflow } from './tensorflow/tensorflow.mjs'

/**
 * Everything between a fresh clone and a studio that starts. Each step is instant when done before and
 * goes on where it was cut off; only a Problem in `dependencies` or `build` ends it.
 * @param {{ again: boolean, wantElectron: boolean }} options
 *   again: try anew what a former set-up could not have, and check what it has
 * @returns {Promise<{ electron: import('./electron.mjs').Electron }>}
 */
export function setUp({ again, wantElectron }) {
  const work = async () => {
    await dependencies()
    await tensorflow({ again })
    const shell = await electron({ again, wanted: wantElectron })
    await build({ electron: shell })
    return { electron: shell }
  }
  return holding(root, work, () => console.log('Another set-up of this checkout is running: waiting for it.'))
}
