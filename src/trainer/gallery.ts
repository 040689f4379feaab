import { openRun } from '../runs/run'
import type { GalleryAnswers, GalleryQuestion, Job } from '../studio/trainer'
import { Drawer } from './drawer'
import type { Inbox } from './inbox'
import { buffersIn, failureOf, type Tell } from './tell'

/** Answers what it is asked of a run, which stays open, until it is told to stop. */
export async function answerGallery(
  { run, library }: Extract<Job, { kind: 'gallery' }>,
  tell: Tell,
  inbox: Inbox,
): Promise<null> {
  const drawer = new Drawer(openRun(run), library)
  try {
    for (;;) {
      const told = await inbox.await('ask', 'stop')
      if (told.kind === 'stop') return null
      const { question, of } = told
      try {
        const answer = await answerTo(drawer, of)
        tell({ kind: 'answer', question, answer }, buffersIn(answer))
      } catch (error) {
        tell({ kind: 'unanswered', question, failure: failureOf(error) })
      }
    }
  } finally {
    await drawer.close()
  }
}

async function answerTo(
  drawer: Drawer,
  of: GalleryQuestion,
): Promise<GalleryAnswers[GalleryQuestion['kind']]> {
  switch (of.kind) {
    case 'draw':
      return (await drawer.draw(of.checkpoint, of.points, of.live)).drawing
    case 'images':
      return drawer.images(of.first, of.count)
    case 'nearest':
      return (await drawer.nearest(of.pictures, of.count)) ?? null
  }
}
