import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { EngineName, EngineStatus } from '../studio/run'
import { bindingPath, packageFolder } from './binding'

/** What set-up leaves in node_modules/.easel/tensorflow.json. */
const setupSchema = z.object({
  status: z.enum(['ready', 'unavailable']),
  build: z.enum(['cpu', 'gpu']).optional(),
  version: z.string(),
  reason: z.string().optional(),
})

/** The engines, best first, as set-up left this machine. Reads two small files; loads no engine. */
export const engineStatuses = (): EngineStatus[] => [
  tensorflowStatus(),
  {
    name: 'wasm',
    title: 'WebAssembly',
    available: true,
    device: 'CPU',
    reason: 'Comes with Easel and runs everywhere; uses one core',
  },
  {
    name: 'cpu',
    title: 'Plain JavaScript',
    available: false,
    device: 'CPU',
    reason: 'Forty times slower than WebAssembly: for checking the other engines only',
  },
]

/** The engine new runs use. */
export const bestEngine = (): EngineName =>
  engineStatuses().find(({ available }) => available)?.name ?? 'wasm'

/** The TensorFlow that set-up made; undefined where it did not. */
export function tensorflowBuild(): { version: string; build: 'cpu' | 'gpu' | undefined } | undefined {
  const setup = readSetup()
  return setup && { version: setup.version, build: setup.build }
}

function tensorflowStatus(): EngineStatus {
  const setup = readSetup()
  const gpu = setup?.build === 'gpu'
  const available = setup?.status !== 'unavailable' && bindingPath() !== undefined
  const reason = available
    ? (setup?.reason ??
      `TensorFlow${setup ? ` ${setup.version}` : ''} was set up for ${gpu ? 'the GPU' : 'the CPU'}`)
    : (setup?.reason ?? 'Set-up has not been run: npm run setup')
  return {
    name: 'tensorflow',
    title: 'TensorFlow',
    available,
    device: available && gpu ? gpuName() : 'CPU',
    reason,
  }
}

/** Undefined where set-up has not been run. */
function readSetup(): z.infer<typeof setupSchema> | undefined {
  const file = join(packageFolder('@tensorflow/tfjs-node-gpu'), '../../.easel/tensorflow.json')
  if (!existsSync(file)) return undefined
  try {
    return setupSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    // No reason to keep anyone from the other engines.
    const what = error instanceof Error ? error.message : String(error)
    return {
      status: 'unavailable',
      version: '',
      reason: `${file} cannot be read (${what}): run npm run setup`,
    }
  }
}

/** What the Linux driver calls the first NVIDIA GPU; elsewhere just that. */
export function gpuName(): string {
  const gpus = '/proc/driver/nvidia/gpus'
  const [first] = existsSync(gpus) ? readdirSync(gpus) : []
  const about = first === undefined ? '' : readFileSync(join(gpus, first, 'information'), 'utf8')
  return /^Model:\s*(.+)$/m.exec(about)?.[1]?.trim() ?? 'NVIDIA GPU'
}
