import { firstPlaces, type View } from '../data/view'
import type { Classifier } from '../engine/classifier'
import { FRAME_COUNT } from '../studio/drawing'
import type { Settings } from '../studio/settings'
import { bytesOf } from './drawing'
import { labelsOf, measureError, noLabels } from './error'
import type { Task } from './task'

/** Learning to classify. Its frames are always of the same images. @throws StudioError when there are no labels */
export async function classifying(learner: Classifier, validation: View, settings: Settings): Promise<Task> {
  const places = firstPlaces(validation, FRAME_COUNT, true)
  const x = await validation.fixed(places)
  const labels = Uint8Array.from(places, (place) => labelsOf(validation)[place] as number)
  return {
    name: 'classify',
    update({ x, labels }, _, optimizer) {
      if (!labels) throw noLabels()
      return learner.step(x, labels, optimizer)
    },
    async validate() {
      const { loss, error } = await measureError(
        learner,
        validation,
        settings.validationImages,
        settings.batch,
      )
      return { loss, error }
    },
    frame: (step, live) => ({
      step,
      reading: learner.look(x, live),
      targets: bytesOf(x),
      labels: labels.slice(),
    }),
    state: () => learner.state(),
    load: (state) => learner.load(state),
  }
}
