import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder of the installed package `name`; works from the sources and from the bundle. */
export const packageFolder = (name: string): string =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))

/** The compiled TensorFlow binding, or undefined where set-up could not make one. */
export function bindingPath(): string | undefined {
  const path = join(packageFolder('@tensorflow/tfjs-node-gpu'), 'lib/napi-v8/tfjs_binding.node')
  return existsSync(path) ? path : undefined
}
