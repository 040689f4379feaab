import type { Evaluation } from '../../studio/run'

const BASE = {
  step: 5000,
  split: 'test',
  images: 10_000,
  variant: 'dynamic pixels',
  seed: 1,
  created: '2026-11-20T15:00:00Z',
} as const

/** Of a run that draws, over ten glimpses. */
export const boundOf = (change: Partial<Evaluation> = {}): Evaluation => ({
  ...BASE,
  result: {
    task: 'draw',
    bound: 96.4,
    lx: 80.1,
    lz: 16.3,
    natsPerGlimpse: [4, 3, 2.5, 2, 1.5, 1.2, 0.9, 0.6, 0.4, 0.2],
  },
  ...change,
})

/** Of a run that classifies `classes` classes of 100 images: ten of class k are taken for k + 1, but for the last. */
export function errorOf(classes = 10, change: Partial<Evaluation> = {}): Evaluation {
  const confusion = Array.from({ length: classes }, (_, label) =>
    Array.from({ length: classes }, (_, taken) =>
      label === classes - 1
        ? 100 * Number(taken === label)
        : taken === label
          ? 90
          : taken === label + 1
            ? 10
            : 0,
    ),
  )
  const error = (10 * (classes - 1)) / (100 * classes)
  return {
    ...BASE,
    images: 100 * classes,
    result: { task: 'classify', loss: 0.312, error, errorPerGlimpse: [0.8, 0.5, 0.3, error], confusion },
    ...change,
  }
}
