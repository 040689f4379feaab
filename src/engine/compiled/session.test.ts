import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { makeNode, makeValue, type Value } from './graph'
import { add, constant } from './ops'
import { savedModel } from './savedModel'
import { download, free, Session } from './session'

const PAIR = { shape: [2], dtype: 'float32' } as const
const feed = (...values: number[]) => ({ values: Float32Array.from(values), shape: [values.length] })
const named = (value: Value) => makeNode('Identity', [value], [value])

/** total += x; `report` is the total after it, `total` as it is now. */
function counter(): Uint8Array {
  const x = makeValue('Placeholder', [], PAIR, { shape: { shape: [2] } })
  const handle = makeValue(
    'VarHandleOp',
    [],
    { shape: [], dtype: 'resource' },
    { dtype: { type: 'float32' }, shape: { shape: [2] }, shared_name: { text: 'total' } },
  )
  const read = makeValue('ReadVariableOp', [handle], PAIR)
  const more = add(read, x)
  const zeros = constant(new Float32Array(2), [2], 'float32')
  const assign = (value: Value) => makeNode('AssignVariableOp', [handle, value], [])
  return savedModel({
    named: {
      x: x.node ?? assign(x),
      total: named(read),
      clear: makeNode('Identity', [zeros], [zeros], {}, [assign(zeros)]),
      report: makeNode('Identity', [more], [more], {}, [assign(more)]),
    },
  })
}

describe.skipIf(bestEngine() !== 'tensorflow')('a session', () => {
  beforeAll(() => openEngine('tensorflow'))

  const numbers = (session: Session, feeds: Parameters<Session['run']>[0], name: string) => {
    const tensors = session.run(feeds, [name])
    const [first] = tensors.map((tensor) => Array.from(download(tensor)))
    free(tensors)
    return first
  }

  it('keeps its variables from run to run, apart from those of other sessions', () => {
    const [one, other] = [counter(), counter()].map((bytes) => new Session(bytes)) as [Session, Session]
    for (const session of [one, other]) numbers(session, {}, 'clear')
    expect(numbers(one, { x: feed(1, 2) }, 'report')).toEqual([1, 2])
    expect(numbers(one, { x: feed(10, 20) }, 'report')).toEqual([11, 22])
    expect(numbers(one, {}, 'total')).toEqual([11, 22])
    expect(numbers(other, {}, 'total')).toEqual([0, 0])
    one.close()
    other.close()
  })

  it('takes what another run gave, without a copy through JavaScript', () => {
    const session = new Session(counter())
    numbers(session, {}, 'clear')
    const given = session.run({ x: feed(3, 4) }, ['report'])
    expect(numbers(session, { x: given[0] ?? feed() }, 'report')).toEqual([6, 8])
    free(given)
    session.close()
  })

  it('downloads numbers that no later run changes', () => {
    const session = new Session(counter())
    numbers(session, {}, 'clear')
    const [total] = session.run({}, ['total'])
    const before = total && download(total)
    numbers(session, { x: feed(5, 5) }, 'report')
    expect(Array.from(before ?? [])).toEqual([0, 0])
    if (total) free([total])
    session.close()
  })

  it('leaves no file behind, also when TensorFlow refuses the graph', () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-session-'))
    vi.stubEnv('TMPDIR', folder)
    new Session(counter()).close()
    expect(() => new Session(Uint8Array.of(1, 2, 3))).toThrow()
    vi.unstubAllEnvs()
    expect(readdirSync(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  })

  it('refuses to run a node that the graph lacks', () => {
    const session = new Session(counter())
    expect(() => session.run({}, ['average'])).toThrow('can not be found in the graph')
    session.close()
  })
})
