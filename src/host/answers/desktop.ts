import { join } from 'node:path'
import type { Answers } from '../../studio/api'
import type { DESKTOP_REQUESTS } from '../../studio/requests/desktop'
import { aboutOf } from '../about'
import { readTail } from '../log'
import type { Services } from '../services'

export const desktopAnswers = ({ home, preferences }: Services): Answers<typeof DESKTOP_REQUESTS> => ({
  prefer: (change) => preferences.change(change),
  about: async () => aboutOf(home),
  log: () => readTail(join(home.logs, 'easel.log')),
})
