import { expect, it } from 'vitest'
import { DEFAULTS } from '../../../../studio/settings'
import { runOf } from '../../../testing/fake-studio'
import { ALL, filtered, tagsOf } from './filter'

const runs = [
  runOf({ id: 'a', name: 'Night run', tags: ['paper'], note: 'σ stays small', state: 'stopped' }),
  runOf({ id: 'b', datasetTitle: 'MNIST', settings: { ...DEFAULTS, hidden: 64 }, queued: 1 }),
  runOf({ id: 'c', task: 'classify', tags: ['paper', 'night'] }),
]
const ids = (change: Partial<typeof ALL>) => filtered(runs, { ...ALL, ...change }).map(({ id }) => id)

it.each([
  [{}, ['a', 'b', 'c']],
  [{ words: 'night' }, ['a', 'c']],
  [{ words: 'NIGHT small' }, ['a']],
  [{ words: 'hidden=64' }, ['b']],
  [{ words: 'mnist' }, ['b']],
  [{ state: 'stopped' }, ['a']],
  [{ state: 'queued' }, ['b']],
  [{ task: 'classify' }, ['c']],
  [{ tag: 'paper', words: 'night run' }, ['a']],
  [{ words: 'nowhere' }, []],
])('%o leaves %o', (change, left) => expect(ids(change)).toEqual(left))

it('knows every tag once', () => expect(tagsOf(runs)).toEqual(['night', 'paper']))
