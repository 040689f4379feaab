import { makeNode, makeValue, type Node, type Shape, type Value } from './graph'
import { oneByOne } from './oneByOne'
import { add, addAll, constant, multiply, split } from './ops'
import type { Graph } from './savedModel'
import { inputsOf, type CompiledScan, type Scan } from './scan'

/**
 * Scalars fed to every step: Adam's of TensorFlow's ResourceApplyAdam, and the greatest norm of the gradient.
 *
 * TensorFlow divides by √v + ε̂ before the bias correction of v, where torch adds ε after it: they are the same
 * for ε̂ = ε √(1 − β₂ᵗ).
 */
export const SCALARS = ['rate', 'beta1', 'beta1Power', 'beta2', 'beta2Power', 'epsilon', 'clip'] as const
export type Scalars = Record<(typeof SCALARS)[number], number>
/** The variables of a weight: itself, and Adam's moments. */
export const variablesOf = (name: string): { value: string; m: string; v: string } => ({
  value: name,
  m: `m.${name}`,
  v: `v.${name}`,
})

/**
 * The graph of a training step: gradients of every shard, their mean clipped to a norm, and Adam.
 *
 * Fetching `report` takes one step from the feeds `data.NAME`, `input.NAME` and {@link SCALARS}, and gives the results
 * and the norm before clipping. `set` writes every variable from
 * the feed `new.NAME`; `get.NAME` is what it holds.
 * @param compiled computes one shard: its gradient, and results that are means over the batch
 * @param scan of one shard
 */
export function trainingGraph(compiled: CompiledScan, scan: Scan, shards: number): Graph {
  const { results } = compiled
  const named: Record<string, Node> = {}
  const name = (as: string, value: Value): Value => {
    if (value.node) named[as] = value.node
    return value
  }
  const placeholder = (as: string, shape: Shape) =>
    name(as, makeValue('Placeholder', [], { shape, dtype: 'float32' }, { shape: { shape } }))
  const variables = new Map<string, Value>()
  const assignments: Node[] = []
  for (const [param, shape] of Object.entries(scan.params))
    for (const variable of Object.values(variablesOf(param))) {
      const handle = makeValue(
        'VarHandleOp',
        [],
        { shape: [], dtype: 'resource' },
        { dtype: { type: 'float32' }, shape: { shape }, shared_name: { text: variable } },
      )
      variables.set(variable, handle)
      name(`get.${variable}`, makeValue('ReadVariableOp', [handle], { shape, dtype: 'float32' }))
      assignments.push(makeNode('AssignVariableOp', [handle, placeholder(`new.${variable}`, shape)], []))
    }
  const handleOf = (variable: string) => variables.get(variable) as Value
  const done = constant(Float32Array.of(1), [], 'float32')
  named['set'] = makeNode('Identity', [done], [done], {}, assignments)

  const scalars = Object.fromEntries(SCALARS.map((scalar) => [scalar, placeholder(scalar, [])])) as Record<
    (typeof SCALARS)[number],
    Value
  >
  const params = Object.entries(scan.params).map(([param, shape]) =>
    makeValue('ReadVariableOp', [handleOf(param)], { shape, dtype: 'float32' }),
  )
  const parts = (as: string, shape: Shape, batchAxis: number): readonly Value[] =>
    split(
      placeholder(
        as,
        shape.map((size, axis) => (axis === batchAxis ? size * shards : size)),
      ),
      shards,
      batchAxis,
    )
  const data = Object.entries(scan.data).map(([as, shape]) => parts(`data.${as}`, shape, 0))
  const inputs = Object.entries(inputsOf(scan)).map(([as, shape]) => parts(`input.${as}`, shape, 1))
  const calls = Array.from({ length: shards }, (_, i) =>
    compiled.call([...params, ...[...data, ...inputs].map((parts) => parts[i] as Value)]),
  ).map((returned) => (shards > 1 ? oneByOne(returned) : returned))
  const mean = (i: number): Value => {
    const total = addAll(calls.map((returned) => returned[i] as Value))
    return shards === 1 ? total : multiply(total, scalarOf(1 / shards))
  }

  const gradients = params.map((_, i) => mean(results.length + i))
  const scalar = { shape: [], dtype: 'float32' } as const
  const halves = gradients.map((gradient) => makeValue('L2Loss', [gradient], scalar))
  const norm = makeValue('Sqrt', [multiply(addAll(halves), scalarOf(2))], scalar)
  // min(1, clip / (norm + 10⁻⁶)), as torch clips.
  const ratio = makeValue('RealDiv', [scalars.clip, add(norm, scalarOf(1e-6))], scalar)
  const scale = makeValue('Minimum', [ratio, scalarOf(1)], scalar)
  const updates = Object.keys(scan.params).map((param, i) => {
    const { value, m, v } = variablesOf(param)
    const { beta1Power, beta2Power, rate, beta1, beta2, epsilon } = scalars
    const settings = [beta1Power, beta2Power, rate, beta1, beta2, epsilon]
    const gradient = multiply(gradients[i] as Value, scale)
    return makeNode('ResourceApplyAdam', [...[value, m, v].map(handleOf), ...settings, gradient], [])
  })
  const report = [...results.map((_, i) => mean(i)), norm]
  const packed = { shape: [report.length], dtype: 'float32' } as const
  named['report'] = makeNode('Pack', report, [packed], {}, updates)
  return { named }
}

const scalarOf = (value: number): Value => constant(Float32Array.of(value), [], 'float32')
