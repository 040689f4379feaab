import { describe, expect, it } from 'vitest'
import { refusal } from '../data/testing'
import { StudioError } from '../studio/api'
import type { PictureChoices, Preview } from '../studio/pictures'
import type { ImportResult, InspectResult } from '../studio/trainer'
import { createImports } from './imports'
import type { run } from './jobs'

const choices: PictureChoices = { height: 8, width: 8, colour: 'grey', fit: 'crop' }
const asked: InspectResult = {
  inspection: { title: 'x', counts: [3, 0, 0], classes: [], sizes: [], sizeCount: 1, notes: [], choices },
  samples: [Uint8Array.of(1)],
}
const imported: ImportResult = { id: 'import-x', notes: [] }
const preview: Preview = { channels: 1, height: 8, width: 8, images: new Uint8Array(64) }

/** A worker that answers as the real one: asked, it asks back. */
function importing(answer: () => Promise<unknown> = () => Promise.resolve()) {
  const jobs: unknown[] = []
  let cancel: (error: unknown) => void = () => undefined
  const work = ((job: { kind: string; choices?: unknown }) => {
    jobs.push(job)
    const cancelled = new Promise((_, reject) => (cancel = reject))
    const result = answer().then(() =>
      job.kind === 'preview' ? preview : job.choices === 'ask' ? asked : imported,
    )
    return {
      result: Promise.race([result, cancelled]),
      cancel: () => cancel(new StudioError('Cancelled: nothing was kept')),
    }
  }) as typeof run
  return { jobs, imports: createImports('/library', () => undefined, work) }
}

describe('imports', () => {
  it('ask what to choose, preview it, and import what waits', async () => {
    const { imports, jobs } = importing()
    const answer = await imports.ask(['/a.zip'])
    if (!('inspection' in answer)) throw new Error('was not asked')
    const { token } = answer.inspection
    expect(await imports.preview(token, choices)).toBe(preview)
    expect(await imports.importAsked(token, choices)).toBe(imported)
    expect(jobs).toEqual([
      { kind: 'import', library: '/library', files: ['/a.zip'], choices: 'ask' },
      { kind: 'preview', samples: asked.samples, choices },
      { kind: 'import', library: '/library', files: ['/a.zip'], choices },
    ])
    expect(await refusal(imports.importAsked(token, choices))).toMatch(
      /not waiting .*any more. \| Choose them/,
    )
  })

  it('forget what waits when it is cancelled, or other files come', async () => {
    const { imports } = importing()
    const tokenOf = async () => {
      const answer = await imports.ask(['/a.zip'])
      return 'inspection' in answer ? answer.inspection.token : ''
    }
    const first = await tokenOf()
    const second = await tokenOf()
    expect(await refusal(imports.preview(first, choices))).toMatch('not waiting')
    imports.cancel()
    expect(await refusal(imports.preview(second, choices))).toMatch('not waiting')
  })

  it('are one at a time, and can be cancelled', async () => {
    const { imports } = importing(() => new Promise(() => undefined))
    const first = imports.import(['/a.zip'])
    expect(await refusal(imports.import(['/b.zip']))).toMatch('being imported already')
    imports.cancel()
    expect(await refusal(first)).toMatch('Cancelled')
    const next = imports.import(['/b.zip'])
    imports.cancel()
    expect(await refusal(next)).toMatch('Cancelled')
  })
})
