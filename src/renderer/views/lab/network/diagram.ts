import type { PartName } from './parts'

/** Where parts lie, in units of the drawing: time goes to the right, a glimpse from the bottom to the top. */
export interface Node {
  readonly part: PartName | 'input'
  readonly x: number
  readonly y: number
  /** Its symbol. */
  readonly maths: string
  /** Given, or of the glimpse before or after: nothing of this glimpse is computed there. */
  readonly given?: boolean
}
export interface Edge {
  readonly path: string
  /** The part that what flows here goes into. */
  readonly into: PartName
  /** Of the glimpse after. */
  readonly later?: boolean
}
export interface Diagram {
  readonly wide: number
  readonly tall: number
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
  /** Glimpses, and where they stand. */
  readonly columns: readonly (readonly [string, number])[]
}

export const NODE = { wide: 128, tall: 50 } as const
const WIDE = 620
const [PAST, NOW, NEXT] = [92, 316, 540]
const TOP = 30
const DOWN = 73

const middle = NODE.tall / 2
const side = NODE.wide / 2
/** Room for an arrow's head. */
const HEAD = 5
const left = NOW - side - HEAD
const row = (k: number) => TOP + k * DOWN
const columns = [
  ['glimpse t − 1', PAST],
  ['glimpse t', NOW],
  ['glimpse t + 1', NEXT],
] as const

/** From the top of what lies at `from` to what lies above it. */
const up = (from: number, to: number) => `M${NOW} ${from}V${to + NODE.tall + HEAD}`
const across = (from: number, to: number, y: number) => `M${from + side} ${y + middle}H${to - side - HEAD}`
/** From the right of a state of the glimpse before, down and into a part of this one. */
const down = (from: number, to: number) => `M${PAST + side} ${from + 36}H${PAST + side + 22}V${to}H${left}`

/** The paper’s Figure 2: a glimpse with the one before and the one after. */
export function drawingDiagram(): Diagram {
  const [canvas, write, decoder, latent, encoder, read, error, input] = [0, 1, 2, 3, 4, 5, 6, 7].map(row) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const now = (part: Node['part'], y: number, maths: string): Node => ({ part, x: NOW, y, maths })
  const states = [
    ['canvas', canvas, 'c'],
    ['decoder', decoder, 'h^{dec}'],
    ['encoder', encoder, 'h^{enc}'],
  ] as const
  return {
    wide: WIDE,
    tall: input + NODE.tall + 6,
    columns,
    nodes: [
      { ...now('input', input, 'x'), given: true },
      now('error', error, 'x̂_t'),
      now('read', read, 'r_t'),
      now('encoder', encoder, 'h^{enc}_t'),
      now('latent', latent, 'z_t'),
      now('decoder', decoder, 'h^{dec}_t'),
      now('write', write, 'w_t'),
      now('canvas', canvas, 'c_t'),
      ...states.flatMap(([part, y, maths]): Node[] => [
        { part, x: PAST, y, maths: `${maths}_{t−1}`, given: true },
        { part, x: NEXT, y, maths: `${maths}_{t+1}`, given: true },
      ]),
    ],
    edges: [
      { path: up(input, error), into: 'error' },
      {
        path: `M${PAST - side} ${canvas + middle}H${PAST - side - 16}V${error + middle}H${left}`,
        into: 'error',
      },
      { path: up(error, read), into: 'read' },
      { path: `M${NOW - side} ${input + middle}H${NOW - side - 22}V${read + 36}H${left}`, into: 'read' },
      { path: down(decoder, read + middle - 9), into: 'read' },
      { path: up(read, encoder), into: 'encoder' },
      { path: across(PAST, NOW, encoder), into: 'encoder' },
      { path: down(decoder, encoder + 10), into: 'encoder' },
      { path: up(encoder, latent), into: 'latent' },
      { path: up(latent, decoder), into: 'decoder' },
      { path: across(PAST, NOW, decoder), into: 'decoder' },
      { path: up(decoder, write), into: 'write' },
      { path: up(write, canvas), into: 'canvas' },
      { path: across(PAST, NOW, canvas), into: 'canvas' },
      ...states.map(([part, y]): Edge => ({ path: across(NOW, NEXT, y), into: part, later: true })),
    ],
  }
}

/** Section 4.1: the encoder alone, and what it thinks. */
export function classifierDiagram(): Diagram {
  const [classes, encoder, read, input] = [0, 1, 2, 3].map((k) => TOP + 20 + 1.4 * k * DOWN) as [
    number,
    number,
    number,
    number,
  ]
  return {
    wide: WIDE,
    tall: input + NODE.tall + 30,
    columns,
    nodes: [
      { part: 'input', x: NOW, y: input, maths: 'x', given: true },
      { part: 'read', x: NOW, y: read, maths: 'r_t' },
      { part: 'encoder', x: NOW, y: encoder, maths: 'h_t' },
      { part: 'classes', x: NOW, y: classes, maths: 'p_t' },
      { part: 'encoder', x: PAST, y: encoder, maths: 'h_{t−1}', given: true },
      { part: 'encoder', x: NEXT, y: encoder, maths: 'h_{t+1}', given: true },
    ],
    edges: [
      { path: up(input, read), into: 'read' },
      { path: down(encoder, read + middle), into: 'read' },
      { path: up(read, encoder), into: 'encoder' },
      { path: across(PAST, NOW, encoder), into: 'encoder' },
      { path: up(encoder, classes), into: 'classes' },
      { path: across(NOW, NEXT, encoder), into: 'encoder', later: true },
    ],
  }
}
