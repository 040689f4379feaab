import { engine, registerGradient, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core'

/**
 * The gradients of the kernels that stand for formulas of src/draw. They are equal to those that tfjs derives from
 * the formulas (kernels.test.ts).
 */
export function registerGradients(): void {
  gradient('DrawLinear', ['x', 'w'], [], ([dy], [x, w]) => {
    const [dx, dw, db] = run('DrawLinearGradient', { dy, x, w })
    return { x: dx, w: dw, b: db }
  })
  gradient('DrawLstm', ['gates', 'c'], [], ([dh, dcell], [gates, c]) => {
    const [dgates, dc] = run('DrawLstmGradient', { dh, dcell, gates, c })
    return { gates: dgates, c: dc }
  })
  gradient('DrawWindow', [], [false, false, true, true, true], (dys, saved, attrs) => {
    const [dgX, dgY, dvariance, dstride, dintensity] = dys
    const [variance, stride, intensity] = saved
    const given = { dgX, dgY, dvariance, dstride, dintensity, variance, stride, intensity }
    return { numbers: run('DrawWindowGradient', given, attrs)[0] }
  })
  gradient(
    'DrawFilterbank',
    ['g', 'stride', 'variance'],
    [true],
    ([dy], [g, stride, variance, filters], attrs) => {
      const results = run('DrawFilterbankGradient', { dy, filters, g, stride, variance }, attrs)
      return { g: results[0], stride: results[1], variance: results[2] }
    },
  )
  // Reading and writing are each other's transposes.
  gradient('DrawExtract', ['image', 'y', 'x'], [], ([patch], [image, y, x]) => {
    const [dy, dx] = run('DrawFilterGradients', { patch, image, y, x })
    return { image: () => run('DrawSpread', { patch, y, x })[0], y: dy, x: dx }
  })
  gradient('DrawSpread', ['patch', 'y', 'x'], [], ([image], [patch, y, x]) => {
    const [dy, dx] = run('DrawFilterGradients', { patch, image, y, x })
    return { patch: run('DrawExtract', { image, y, x })[0], y: dy, x: dx }
  })
  gradient('DrawPosterior', [], [false, false, true], ([dmu, dlogSigma, dsigma], [sigma]) => ({
    numbers: run('DrawPosteriorGradient', { dmu, dlogSigma, dsigma, sigma })[0],
  }))
  gradient('DrawDivergence', ['mu', 'sigma'], [], ([dy], [mu, sigma]) => {
    const [dmu, dlogSigma, dsigma] = run('DrawDivergenceGradient', { dy, mu, sigma })
    return { mu: dmu, logSigma: dlogSigma, sigma: dsigma }
  })
  gradient('DrawError', ['x'], [true], ([dy], [x, error]) => ({
    x: dy,
    canvas: run('DrawErrorGradient', { dy, x, error })[0],
  }))
  gradient('DrawScale', ['a', 'factors'], [], ([dy], [a, factors], attrs) => {
    const [da, dfactors] = run('DrawScaleGradient', { dy, a, factors }, attrs)
    return { a: da, factors: dfactors }
  })
  gradient('DrawJoin', [], [], ([whole], _saved, sizes) => {
    let next = 0
    const parts = Object.entries(sizes).map(([name, size]) => {
      const from = next
      next += size
      return [name, () => run('DrawPart', { whole }, { from, size })[0]] as const
    })
    return Object.fromEntries(parts)
  })
}

type Some = readonly (Tensor | undefined)[]
type Gradients = Readonly<Record<string, Tensor | undefined | (() => Tensor | undefined)>>

/** @param of the gradients of inputs by name, from those of outputs and what is saved: inputs, then outputs */
function gradient(
  kernelName: string,
  inputsToSave: string[],
  outputsToSave: boolean[],
  of: (dys: Some, saved: Some, attrs: Readonly<Record<string, number>>) => Gradients,
): void {
  registerGradient({
    kernelName,
    inputsToSave,
    outputsToSave,
    gradFunc(dy, saved, attrs) {
      const gradients = of(Array.isArray(dy) ? dy : [dy], saved, attrs as Record<string, number>)
      return Object.fromEntries(
        Object.entries(gradients).map(([name, value]) => [
          name,
          (typeof value === 'function' ? value : () => value) as () => Tensor,
        ]),
      )
    },
  })
}

function run(
  kernel: string,
  inputs: Readonly<Record<string, Tensor | undefined>>,
  attrs: Readonly<Record<string, number>> = {},
): Tensor[] {
  const outputs = engine().runKernel(kernel, inputs as NamedTensorMap, attrs) as Tensor | Tensor[]
  return Array.isArray(outputs) ? outputs : [outputs]
}
