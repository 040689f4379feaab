import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { compiled, MODULE } from './kernels.mjs'

it('src/engine/wasm/module.ts is what kernels/ compiles to', async () => {
  expect(await readFile(MODULE, 'utf8'), 'run `npm run kernels`').toBe(await compiled())
})
