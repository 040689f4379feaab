import type { Answers } from '../../studio/api'
import type { GALLERY_REQUESTS } from '../../studio/requests/gallery'
import { openById, type Services } from '../services'

export function galleryAnswers(services: Services): Answers<typeof GALLERY_REQUESTS> {
  const { gallery, exporting, saving } = services
  const open = (id: string) => openById(services, id)
  return {
    sample: ({ run, ...wanted }) => gallery.sample(open(run), wanted),
    draw: ({ run, ...wanted }) => gallery.draw(open(run), wanted),
    nearest: ({ run, ...wanted }) => gallery.nearest(open(run), wanted),
    images: ({ run, ...wanted }) => gallery.images(open(run), wanted),
    read: ({ run, ...wanted }) => gallery.read(open(run), wanted),
    favourites: async ({ run }) => gallery.favourites(open(run)),
    favour: async ({ run, pick, on }) => gallery.favour(open(run), pick, on),
    export: ({ run, ...wanted }) => exporting.write(open(run), wanted),
    saveExport: ({ run, name, mime, bytes }) => saving.save(open(run), name, mime, bytes),
    exportCurves: ({ runs }) => saving.curves(runs.map(open)),
    async cancelExport() {
      exporting.cancel()
      return null
    },
  }
}
