import type { Studio } from '../studio/api'
import { dataAnswers } from './answers/data'
import { desktopAnswers } from './answers/desktop'
import { galleryAnswers } from './answers/gallery'
import { queueAnswers } from './answers/queue'
import { runAnswers } from './answers/runs'
import { trainingAnswers } from './answers/training'
import type { Services } from './services'
import type { Session } from './sessions'

/** Answers one window's requests. */
export const createStudio = (services: Services, session: Session): Studio => ({
  hello: async () => services.hello(),
  ...dataAnswers(services),
  ...trainingAnswers(services, session),
  ...queueAnswers(services),
  ...runAnswers(services),
  ...galleryAnswers(services),
  ...desktopAnswers(services),
})
