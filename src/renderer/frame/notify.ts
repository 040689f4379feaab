import type { StudioEvent } from '../../studio/api'
import type { RunState } from '../../studio/run'
import { count } from '../format'
import type { App } from '../state/app.svelte'

type StateEvent = Extract<StudioEvent, { kind: 'state' }>

/** What is told of a run that ended by itself; undefined of all else. */
export function wordsOf(event: StateEvent, name: string): { title: string; body: string } | undefined {
  const words: Partial<Record<RunState, { title: string; body: string }>> = {
    finished: { title: `“${name}” has finished`, body: `All ${count(event.step)} steps are done.` },
    failed: {
      title: `“${name}” failed at step ${count(event.step)}`,
      body: [event.failure?.message, event.failure?.remedy].filter(Boolean).join(' '),
    },
  }
  return words[event.state]
}

/** Tells of runs that end while nobody looks; a click brings the run. Returns what stops it. */
export const notifyOf = (app: App): (() => void) =>
  app.onEvent((event) => {
    if (event.kind !== 'state' || !app.preferences.notifications || document.hasFocus()) return
    if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
    const { run } = event
    const words = wordsOf(event, app.runOf(run)?.name ?? run)
    if (!words) return
    // One a run: a later one takes its place.
    const notification = new Notification(words.title, { body: words.body, tag: run })
    notification.addEventListener('click', () => {
      if (app.shell) app.shell.show()
      else window.focus()
      app.go('watch', run)
    })
  })
