import type { Settings } from '../../../../studio/settings'
import type { Size } from '../attention'

/** Parts of the network, in the order a glimpse computes them; a classifier has no more than three. */
export type PartName = 'error' | 'read' | 'encoder' | 'latent' | 'decoder' | 'write' | 'canvas' | 'classes'

/** A tensor: its symbol, and its axes as symbols and as numbers. */
export interface Tensor {
  readonly symbol: string
  readonly axes: readonly string[]
  readonly shape: readonly number[]
  readonly about: string
}

export interface Equation {
  readonly number: string
  /** `_` and `^` lower and raise what follows, or what braces hold. */
  readonly maths: string
}

export interface Part {
  readonly name: PartName
  readonly title: string
  readonly about: string
  readonly equations: readonly Equation[]
  readonly makes: readonly Tensor[]
  /** By name as checkpoints have them. */
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[]
}

/** What a network is made of: settings, the size of images as it sees them, and of a classifier its classes. */
export interface Made extends Size {
  readonly settings: Settings
  readonly classes: number
}

export const numbersIn = ({ weights }: Part): number =>
  weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)

export function partsOf(made: Made): Part[] {
  return made.settings.task === 'draw' ? drawingParts(made) : classifierParts(made)
}

const ATTENTION = ['g̃_X', 'g̃_Y', 'log σ²', 'log δ̃', 'log γ'].join(', ')

function drawingParts({ settings, channels: C, height: H, width: W }: Made): Part[] {
  const { attention, batch: B, hidden: h, latent: z, readSize, writeSize } = settings
  const image: Pick<Tensor, 'axes' | 'shape'> = { axes: ['B', 'C', 'H', 'W'], shape: [B, C, H, W] }
  const read = 2 * C * (attention ? readSize ** 2 : H * W)
  const written = C * (attention ? writeSize ** 2 : H * W)
  const head = (side: string) =>
    attention
      ? [
          { name: `${side}_att_w`, shape: [h, 5] },
          { name: `${side}_att_b`, shape: [5] },
        ]
      : []
  const state = (symbol: string, about: string): Tensor => ({
    symbol,
    axes: ['B', 'h'],
    shape: [B, h],
    about,
  })
  return [
    {
      name: 'error',
      title: 'Error image',
      about: 'What the canvas still lacks: the picture less what has been drawn so far.',
      equations: [{ number: '3', maths: 'x̂_t = x − σ(c_{t−1})' }],
      makes: [
        { symbol: 'x', ...image, about: 'the picture' },
        { symbol: 'x̂_t', ...image, about: 'the error image' },
      ],
      weights: [],
    },
    {
      name: 'read',
      title: 'Read',
      about: attention
        ? 'The decoder’s last output says where to look; Gaussian filters read the same patch of picture and error image.'
        : 'Without attention every glimpse reads the whole picture and the whole error image.',
      equations: attention
        ? [
            { number: '4', maths: 'r_t = read(x, x̂_t, h^{dec}_{t−1})' },
            { number: '21', maths: `(${ATTENTION}) = W(h^{dec}_{t−1})` },
            { number: '27', maths: 'r_t = γ [F_Y x F_X^T, F_Y x̂_t F_X^T]' },
          ]
        : [{ number: '17', maths: 'r_t = [x, x̂_t]' }],
      makes: [
        {
          symbol: 'r_t',
          axes: ['B', attention ? '2·C·N²' : '2·C·H·W'],
          shape: [B, read],
          about: attention ? `two patches of ${readSize} × ${readSize}` : 'two whole images',
        },
      ],
      weights: head('read'),
    },
    {
      name: 'encoder',
      title: 'Encoder',
      about: 'An LSTM that remembers what was read, and hears what the decoder has in mind.',
      equations: [{ number: '5', maths: 'h^{enc}_t = LSTM^{enc}(h^{enc}_{t−1}, [r_t, h^{dec}_{t−1}])' }],
      makes: [state('h^{enc}_t', 'its output')],
      weights: [
        { name: 'enc_w', shape: [read + 2 * h, 4 * h] },
        { name: 'enc_b', shape: [4 * h] },
        { name: 'h_enc0', shape: [h] },
      ],
    },
    {
      name: 'latent',
      title: 'Latent',
      about: 'What goes through the bottleneck: a sample of a Gaussian. Its nats are what the glimpse costs.',
      equations: [
        { number: '1', maths: 'μ_t = W(h^{enc}_t)' },
        { number: '2', maths: 'σ_t = exp(W(h^{enc}_t))' },
        { number: '6', maths: 'z_t = μ_t + σ_t ε_t' },
      ],
      makes: [
        { symbol: 'μ_t, σ_t', axes: ['B', 'z'], shape: [B, z], about: 'of the posterior Q' },
        { symbol: 'z_t', axes: ['B', 'z'], shape: [B, z], about: 'a sample of it' },
      ],
      weights: [
        { name: 'q_w', shape: [h, 2 * z] },
        { name: 'q_b', shape: [2 * z] },
      ],
    },
    {
      name: 'decoder',
      title: 'Decoder',
      about: 'An LSTM that turns samples into plans for the canvas. Alone with random z, it generates.',
      equations: [{ number: '7', maths: 'h^{dec}_t = LSTM^{dec}(h^{dec}_{t−1}, z_t)' }],
      makes: [state('h^{dec}_t', 'its output')],
      weights: [
        { name: 'dec_w', shape: [z + h, 4 * h] },
        { name: 'dec_b', shape: [4 * h] },
        { name: 'h_dec0', shape: [h] },
      ],
    },
    {
      name: 'write',
      title: 'Write',
      about: attention
        ? 'A patch, and a window of its own to put it through: the filters of reading, transposed.'
        : 'Without attention every glimpse writes on the whole canvas.',
      equations: attention
        ? [
            { number: '28', maths: 'w_t = W(h^{dec}_t)' },
            { number: '29', maths: 'write(h^{dec}_t) = 1/γ̂ F̂_Y^T w_t F̂_X' },
          ]
        : [{ number: '18', maths: 'write(h^{dec}_t) = W(h^{dec}_t)' }],
      makes: [
        {
          symbol: 'w_t',
          axes: attention ? ['B', 'C', 'N', 'N'] : ['B', 'C', 'H', 'W'],
          shape: attention ? [B, C, writeSize, writeSize] : [B, C, H, W],
          about: attention ? 'the patch' : 'the whole image',
        },
      ],
      weights: [
        { name: 'write_w', shape: [h, written] },
        { name: 'write_b', shape: [written] },
        ...head('write'),
      ],
    },
    {
      name: 'canvas',
      title: 'Canvas',
      about: 'What was written is added. After the last glimpse, its sigmoid is the picture.',
      equations: [{ number: '8', maths: 'c_t = c_{t−1} + write(h^{dec}_t)' }],
      makes: [{ symbol: 'c_t', ...image, about: 'before the sigmoid' }],
      weights: [{ name: 'canvas0', shape: [C * H * W] }],
    },
  ]
}

function classifierParts({ settings, channels: C, height: H, width: W, classes: K }: Made): Part[] {
  const { attention, batch: B, hidden: h, readSize } = settings
  const read = C * (attention ? readSize ** 2 : H * W)
  return [
    {
      name: 'read',
      title: 'Read',
      about: attention
        ? 'The LSTM’s last output says where to look; Gaussian filters read a patch there.'
        : 'Without attention every glimpse reads the whole picture.',
      equations: attention
        ? [
            { number: '21', maths: `(${ATTENTION}) = W(h_{t−1})` },
            { number: '27', maths: 'r_t = γ F_Y x F_X^T' },
          ]
        : [{ number: '17', maths: 'r_t = x' }],
      makes: [
        { symbol: 'x', axes: ['B', 'C', 'H', 'W'], shape: [B, C, H, W], about: 'the picture' },
        { symbol: 'r_t', axes: ['B', attention ? 'C·N²' : 'C·H·W'], shape: [B, read], about: 'the glimpse' },
      ],
      weights: attention
        ? [
            { name: 'read_att_w', shape: [h, 5] },
            { name: 'read_att_b', shape: [5] },
          ]
        : [],
    },
    {
      name: 'encoder',
      title: 'LSTM',
      about: 'Remembers what was read, and where to look next.',
      equations: [{ number: '5', maths: 'h_t = LSTM(h_{t−1}, r_t)' }],
      makes: [{ symbol: 'h_t', axes: ['B', 'h'], shape: [B, h], about: 'its output' }],
      weights: [
        { name: 'enc_w', shape: [read + h, 4 * h] },
        { name: 'enc_b', shape: [4 * h] },
        { name: 'h_enc0', shape: [h] },
      ],
    },
    {
      name: 'classes',
      title: 'Classes',
      about:
        'A linear layer and a softmax. The one after the last glimpse counts; those before show how it makes up its mind.',
      equations: [{ number: '4.1', maths: 'p_t = softmax(W(h_t))' }],
      makes: [{ symbol: 'p_t', axes: ['B', 'K'], shape: [B, K], about: 'a probability for each class' }],
      weights: [
        { name: 'out_w', shape: [h, K] },
        { name: 'out_b', shape: [K] },
      ],
    },
  ]
}
