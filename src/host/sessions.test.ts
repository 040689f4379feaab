import { expect, it } from 'vitest'
import type { Packet, Wire } from '../studio/api'
import type { Frame } from '../studio/drawing'
import { createSessions } from './sessions'

const frame = (step: number) => ({ step }) as Frame

function window() {
  const sent: Packet[] = []
  let close = () => {}
  const wire: Wire = {
    send: (packet) => sent.push(packet),
    onPacket: () => {},
    onClose: (listener) => (close = listener),
  }
  const steps = () =>
    sent.flatMap((packet) =>
      packet.kind === 'event' && packet.event.kind === 'frame' ? [packet.event.frame.step] : [],
    )
  return { wire, steps, sent, close: () => close() }
}

it('sends a busy window only the newest of the frames it missed', () => {
  const taken: string[] = []
  const sessions = createSessions(
    () => {},
    (run) => taken.push(run),
  )
  const slow = window()
  const session = sessions.open(slow.wire)
  session.watch('a')
  for (const step of [1, 2, 3, 4]) sessions.frame('a', frame(step))
  expect(slow.steps()).toEqual([1])
  session.frameTaken()
  expect(slow.steps()).toEqual([1, 4])
  session.frameTaken()
  expect(slow.steps()).toEqual([1, 4])
  expect(taken).toEqual(['a', 'a'])
})

it('sends frames only to windows that watch the run, and none to closed ones', () => {
  const sessions = createSessions(
    () => {},
    () => {},
  )
  const [one, other] = [window(), window()]
  sessions.open(one.wire).watch('a')
  sessions.open(other.wire).watch('b')
  sessions.frame('a', frame(1))
  expect([one.steps(), other.steps()]).toEqual([[1], []])
  expect(sessions.watched('a')).toBe(true)
  one.close()
  expect(sessions.watched('a')).toBe(false)
  sessions.tell({ kind: 'runs' })
  expect(one.sent).toHaveLength(1)
  expect(other.sent).toHaveLength(1)
})
