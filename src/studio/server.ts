import { z } from 'zod'
import { REQUESTS, StudioError, type RequestName, type Studio, type Wire } from './api'

const head = z.object({
  kind: z.literal('request'),
  id: z.int(),
  name: z.enum(Object.keys(REQUESTS) as [RequestName, ...RequestName[]]),
})

/**
 * The studio's end of a wire: checks each request against its schema and answers it.
 * `onFault` hears of errors no one meant a person to read, `onRefused` of those that a person got.
 */
export function answer(
  wire: Wire,
  studio: Studio,
  onFault: (error: unknown) => void,
  onRefused: (name: RequestName, error: StudioError) => void = () => {},
): void {
  wire.onPacket((packet) => {
    const parsed = head.safeParse(packet)
    if (!parsed.success) return onFault(new Error(`not a request: ${z.prettifyError(parsed.error)}`))
    const { id, name } = parsed.data
    const handle = async () => {
      const body = REQUESTS[name].safeParse((packet as { body?: unknown }).body)
      if (!body.success)
        throw new StudioError(
          body.error.issues.map(({ message }) => message).join('; '),
          'Change the values named.',
        )
      return (studio[name] as (request: unknown) => Promise<unknown>)(body.data)
    }
    // What can't be sent is nobody's answer.
    handle()
      .then(
        (body) => wire.send({ kind: 'reply', id, body }),
        (error: unknown) => {
          if (error instanceof StudioError) onRefused(name, error)
          else onFault(error)
          const message = error instanceof Error ? error.message : String(error)
          const remedy =
            error instanceof StudioError ? error.remedy : 'This is a fault of Easel; its log has the details.'
          wire.send({ kind: 'error', id, message, remedy })
        },
      )
      .catch(onFault)
  })
}
