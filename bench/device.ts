import { engineStatuses } from '../src/engine/statuses'
import { Unmeasured } from './report'

export const DEVICES = ['cpu', 'gpu'] as const
export type Device = (typeof DEVICES)[number]

/** What keeps every contender on `device`; on a GPU they share its memory, and all multiply in TF32. */
export const environmentOf = (device: Device): NodeJS.ProcessEnv =>
  device === 'cpu'
    ? { CUDA_VISIBLE_DEVICES: '-1', JAX_PLATFORMS: 'cpu' }
    : {
        JAX_PLATFORMS: 'cuda',
        XLA_PYTHON_CLIENT_PREALLOCATE: 'false',
        TF_FORCE_GPU_ALLOW_GROWTH: 'true',
        TORCH_ALLOW_TF32_CUBLAS_OVERRIDE: '1',
      }

/** @throws Unmeasured where TensorFlow was not set up for a GPU */
export function requireGpu(): void {
  const tensorflow = engineStatuses().find(({ name }) => name === 'tensorflow')
  if (!tensorflow?.available || tensorflow.device === 'CPU')
    throw new Unmeasured(
      `No GPU is at hand: ${tensorflow?.reason ?? 'there is no TensorFlow'}. Run \`npm run setup\` on a machine with an NVIDIA GPU.`,
    )
}

/** Whether a contender that says so runs on a GPU: "NVIDIA …", jax-0.10.2-gpu, torch-2.15.0-cuda. */
export const isOnGpu = ({ name, device }: { readonly name: string; readonly device?: string }): boolean =>
  device === undefined ? /-(gpu|cuda)$/.test(name) : device !== 'CPU'
