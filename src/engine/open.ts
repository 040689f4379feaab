import * as tf from '@tensorflow/tfjs-core'
import { createRequire } from 'node:module'
import { join, sep } from 'node:path'
import { StudioError } from '../studio/api'
import type { EngineName } from '../studio/run'
import { packageFolder } from './binding'
import { prepareTensorFlow } from './environment'
import { gpuName } from './statuses'
import { installKernels } from './wasm/kernels'

export { bestEngine, engineStatuses } from './statuses'

const require = createRequire(import.meta.url)

/** Where tensors live in this process. */
export interface Engine {
  readonly name: EngineName
  /** "CPU", "NVIDIA …" */
  readonly device: string
  readonly version: string
}

/**
 * Makes `name` the engine of this process: all tensors made from here on live in it.
 * @param kernels whether wasm gets Easel's own (src/engine/wasm); without, it is tfjs as it comes
 * @throws StudioError when this machine cannot have it
 */
export async function openEngine(name: EngineName, kernels = true): Promise<Engine> {
  let engine: Engine
  try {
    // tfjs-core comes without gradients; for Node only the whole of tfjs registers them, and the cpu engine.
    require('@tensorflow/tfjs')
    engine = await OPENERS[name]()
    if (!(await tf.setBackend(name))) throw new Error('it could not be started')
    await tf.ready()
    if (name === 'wasm' && kernels) installKernels()
  } catch (error) {
    throw new StudioError(
      `The engine ${name} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      name === 'tensorflow' ? 'Run `npm run setup`, or choose the engine wasm.' : 'Run `npm run setup`.',
      { cause: error },
    )
  }
  return engine
}

const OPENERS: Record<EngineName, () => Engine | Promise<Engine>> = {
  tensorflow: openTensorflow,
  wasm: async () => {
    const { setWasmPaths, version_wasm } = await import('@tensorflow/tfjs-backend-wasm')
    // The files lie in the package; the bundle this may be part of does not hold them.
    if (!('wasm' in tf.engine().registry))
      setWasmPaths(join(packageFolder('@tensorflow/tfjs-backend-wasm'), 'dist') + sep)
    return { name: 'wasm', device: 'CPU', version: version_wasm }
  },
  cpu: () => ({ name: 'cpu', device: 'CPU', version: tf.version_core }),
}

interface TensorflowBackend {
  readonly isUsingGpuDevice: boolean
  readonly binding: { readonly TF_Version: string }
}

function openTensorflow(): Engine {
  prepareTensorFlow()
  // tfjs-node calls two functions that Node 23 took away.
  const util = require('node:util') as Record<string, unknown>
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined
  util['isArray'] ??= Array.isArray
  require('@tensorflow/tfjs-node-gpu')
  const { isUsingGpuDevice, binding } = tf.findBackend('tensorflow') as unknown as TensorflowBackend
  return { name: 'tensorflow', device: isUsingGpuDevice ? gpuName() : 'CPU', version: binding.TF_Version }
}
