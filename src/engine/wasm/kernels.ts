import { getKernel, registerKernel, unregisterKernel, type TensorInfo } from '@tensorflow/tfjs-core'
import { registerGradients } from './gradients'
import { Compiled } from './compiled'

/** Tensors by name. */
type Of<Name extends string> = Readonly<Record<Name, TensorInfo>>
type Numbers<Name extends string> = Readonly<Record<Name, number>>

/**
 * Gives the backend wasm, which must be the one in use, a kernel for each formula of src/draw that is `fused`, and
 * for their gradients.
 */
export function installKernels(): void {
  if (getKernel('DrawLinear', 'wasm')) return
  const compiled = new Compiled()
  const shaped = (like: TensorInfo) => compiled.empty(...like.shape)
  const define = <I extends string, A extends string = never>(
    kernelName: string,
    run: (inputs: Of<I>, attrs: Numbers<A>) => TensorInfo | TensorInfo[],
  ) =>
    registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) => run(inputs as Of<I>, attrs as unknown as Numbers<A>),
    })

  define<'x' | 'w' | 'b'>('DrawLinear', ({ x, w, b }) => {
    const [[batch], [inputs, outputs]] = [matrix(x), matrix(w)]
    const result = compiled.empty(batch, outputs)
    const room = productRoom(inputs)
    compiled.run('linear', x, w, b, result, batch, inputs, outputs, room)
    return result
  })
  define<'dy' | 'x' | 'w'>('DrawLinearGradient', ({ dy, x, w }) => {
    const [[batch], [inputs, outputs]] = [matrix(x), matrix(w)]
    const [dx, dw, db] = [shaped(x), shaped(w), compiled.empty(outputs)]
    const room = productRoom(Math.max(batch, outputs))
    compiled.run('linearGradient', dy, x, w, dx, dw, db, batch, inputs, outputs, room)
    return [dx, dw, db]
  })

  define<'gates' | 'c'>('DrawLstm', ({ gates, c }) => {
    const [h, cell] = [shaped(c), shaped(c)]
    compiled.run('lstm', gates, c, h, cell, ...matrix(c))
    return [h, cell]
  })
  define<'dh' | 'dcell' | 'gates' | 'c'>('DrawLstmGradient', ({ dh, dcell, gates, c }) => {
    const [dgates, dc] = [shaped(gates), shaped(c)]
    compiled.run('lstmGradient', dh, dcell, gates, c, dgates, dc, ...matrix(c))
    return [dgates, dc]
  })

  define<'numbers', 'height' | 'width' | 'span'>('DrawWindow', ({ numbers }, { height, width, span }) => {
    const [batch] = matrix(numbers)
    const outputs = Array.from({ length: 5 }, () => compiled.empty(batch, 1))
    compiled.run('window', numbers, ...outputs, batch, width, height, span)
    return outputs
  })
  define<Fifth | `d${Fifth}` | 'dgX' | 'dgY', 'height' | 'width'>(
    'DrawWindowGradient',
    ({ dgX, dgY, dvariance, dstride, dintensity, variance, stride, intensity }, { height, width }) => {
      const [batch] = matrix(variance)
      const result = compiled.empty(batch, 5)
      const gradients = [dgX, dgY, dvariance, dstride, dintensity]
      compiled.run(
        'windowGradient',
        ...gradients,
        ...[variance, stride, intensity, result],
        ...[batch, width, height],
      )
      return result
    },
  )

  define<'g' | 'stride' | 'variance', 'n' | 'size'>(
    'DrawFilterbank',
    ({ g, stride, variance }, { n, size }) => {
      const [batch] = matrix(g)
      const filters = compiled.empty(batch, n, size)
      compiled.run('filterbank', g, stride, variance, filters, batch, n, size)
      return filters
    },
  )
  define<'dy' | 'filters' | 'g' | 'stride' | 'variance', 'n' | 'size'>(
    'DrawFilterbankGradient',
    ({ dy, filters, g, stride, variance }, { n, size }) => {
      const results = [shaped(g), shaped(g), shaped(g)]
      compiled.run(
        'filterbankGradient',
        dy,
        filters,
        ...[g, stride, variance],
        ...results,
        ...[...matrix(g).slice(0, 1), n, size],
      )
      return results
    },
  )

  define<'image' | 'y' | 'x'>('DrawExtract', ({ image, y, x }) => {
    const { batch, channels, n, sizes } = attention(y, x, image)
    const patch = compiled.empty(batch, channels, n, n)
    compiled.run('extract', image, y, x, patch, ...sizes, attentionRoom(sizes))
    return patch
  })
  define<'patch' | 'y' | 'x'>('DrawSpread', ({ patch, y, x }) => {
    const { batch, channels, height, width, sizes } = attention(y, x, patch)
    const image = compiled.empty(batch, channels, height, width)
    compiled.run('spread', patch, y, x, image, ...sizes, attentionRoom(sizes))
    return image
  })
  define<'patch' | 'image' | 'y' | 'x'>('DrawFilterGradients', ({ patch, image, y, x }) => {
    const { sizes } = attention(y, x, image)
    const [dy, dx] = [shaped(y), shaped(x)]
    compiled.run('filterGradients', patch, image, y, x, dy, dx, ...sizes, attentionRoom(sizes))
    return [dy, dx]
  })

  define<'numbers'>('DrawPosterior', ({ numbers }) => {
    const [batch, double] = matrix(numbers)
    const outputs = [1, 2, 3].map(() => compiled.empty(batch, double / 2))
    compiled.run('posterior', numbers, ...outputs, batch, double / 2)
    return outputs
  })
  define<'dmu' | 'dlogSigma' | 'dsigma' | 'sigma'>(
    'DrawPosteriorGradient',
    ({ dmu, dlogSigma, dsigma, sigma }) => {
      const [batch, size] = matrix(sigma)
      const result = compiled.empty(batch, size * 2)
      compiled.run('posteriorGradient', dmu, dlogSigma, dsigma, sigma, result, batch, size)
      return result
    },
  )
  define<'mu' | 'logSigma' | 'sigma'>('DrawDivergence', ({ mu, logSigma, sigma }) => {
    const nats = compiled.empty(matrix(mu)[0])
    compiled.run('divergence', mu, logSigma, sigma, nats, ...matrix(mu))
    return nats
  })
  define<'dy' | 'mu' | 'sigma'>('DrawDivergenceGradient', ({ dy, mu, sigma }) => {
    const results = [shaped(mu), shaped(mu), shaped(mu)]
    compiled.run('divergenceGradient', dy, mu, sigma, ...results, ...matrix(mu))
    return results
  })

  define<'x' | 'canvas'>('DrawError', ({ x, canvas }) => {
    const error = shaped(x)
    compiled.run('errorImage', x, canvas, error, sizeOf(x))
    return error
  })
  define<'dy' | 'x' | 'error'>('DrawErrorGradient', ({ dy, x, error }) => {
    const result = shaped(x)
    compiled.run('errorImageGradient', dy, x, error, result, sizeOf(x))
    return result
  })
  define<'a' | 'factors', 'divide'>('DrawScale', ({ a, factors }, { divide }) => {
    const result = shaped(a)
    compiled.run('scale', a, factors, result, ...matrix(a), divide)
    return result
  })
  define<'dy' | 'a' | 'factors', 'divide'>('DrawScaleGradient', ({ dy, a, factors }, { divide }) => {
    const results = [shaped(a), shaped(factors)]
    compiled.run('scaleGradient', dy, a, factors, ...results, ...matrix(a), divide)
    return results
  })
  define<string>('DrawJoin', (parts) => {
    const inputs = Object.values(parts)
    const [rows, , ...rest] = (inputs[0] as TensorInfo).shape as [number, number, ...number[]]
    const whole = compiled.empty(
      rows,
      inputs.reduce((sum, { shape }) => sum + (shape[1] as number), 0),
      ...rest,
    )
    const row = sizeOf(whole) / rows
    let from = 0
    for (const part of inputs) {
      const size = sizeOf(part) / rows
      compiled.copyRows(part, 0, whole, from, [rows, size, size, row])
      from += size
    }
    return whole
  })
  define<'whole', 'from' | 'size'>('DrawPart', ({ whole }, { from, size }) => {
    const [rows, all, ...rest] = whole.shape as [number, number, ...number[]]
    const part = compiled.empty(rows, size, ...rest)
    const [row, depth] = [sizeOf(whole) / rows, sizeOf(whole) / rows / all]
    compiled.copyRows(whole, from * depth, part, 0, [rows, size * depth, row, size * depth])
    return part
  })

  define<'value' | 'm' | 'v' | 'gradient', 'beta1' | 'beta2' | 'rate' | 'root' | 'epsilon'>(
    'Adam',
    ({ value, m, v, gradient }, { beta1, beta2, rate, root, epsilon }) => {
      const next = [shaped(value), shaped(value), shaped(value)]
      compiled.run('adam', value, m, v, gradient, ...next, sizeOf(value), beta1, beta2, rate, root, epsilon)
      return next
    },
  )
  // tfjs's copies the numbers, though no tensor ever changes; it runs for every tensor that a gradient needs.
  unregisterKernel('Identity', 'wasm')
  define<'x'>('Identity', ({ x }) => compiled.share(x))
  registerGradients()

  function productRoom(k: number): number {
    return compiled.room(compiled.call('productScratch', k))
  }
  function attentionRoom([, , height, width, n]: Sizes): number {
    return compiled.room(compiled.call('attentionScratch', height, width, n))
  }
}

type Fifth = 'variance' | 'stride' | 'intensity'
/** batch, channels, height, width, n */
type Sizes = [number, number, number, number, number]

const sizeOf = ({ shape }: TensorInfo) => shape.reduce((a, b) => a * b, 1)
const matrix = ({ shape }: TensorInfo) => shape as [number, number]

/** The sizes of filterbanks and of an image or a patch. */
function attention(y: TensorInfo, x: TensorInfo, picture: TensorInfo) {
  const [batch, n, height] = y.shape as [number, number, number]
  const [width, channels] = [x.shape[2] as number, picture.shape[1] as number]
  const sizes: Sizes = [batch, channels, height, width, n]
  return { batch, channels, height, width, n, sizes }
}
