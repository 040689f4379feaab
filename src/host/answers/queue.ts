import type { Answers } from '../../studio/api'
import type { QUEUE_REQUESTS } from '../../studio/requests/queue'
import type { Services } from '../services'

export function queueAnswers({ queue }: Services): Answers<typeof QUEUE_REQUESTS> {
  return {
    async moveQueued({ run, to }) {
      queue.move(run, to)
      return null
    },
    async removeQueued({ run }) {
      queue.remove(run)
      return null
    },
    async startQueued({ run }) {
      queue.startNow(run)
      return null
    },
  }
}
