import type { Answers } from '../../studio/api'
import type { GALLERY_REQUESTS } from '../../studio/requests/gallery'
import { openById, type Services } from '../services'

export function galleryAnswers(services: Services): Answers<typeof GALLERY_REQUESTS> {
  const { gallery } = services
  const open = (id: string) => openById(services, id)
  return {
    sample: (wanted) => gallery.sample(open(wanted.run), wanted),
    read: ({ run, ...wanted }) => gallery.read(open(run), wanted),
    export: (wanted) => gallery.export(open(wanted.run), wanted),
  }
}
