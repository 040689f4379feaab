import { pictureFile } from '../runs/pictureFile'
import type { Job, PictureResult } from '../studio/trainer'

/** A file of samples, boxes drawn. */
export const picture = ({
  format,
  sample,
  provenance,
}: Extract<Job, { kind: 'picture' }>): PictureResult => ({
  bytes: pictureFile(format, sample, provenance, true),
})
