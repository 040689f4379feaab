import { encode, type Message } from '../engine/compiled/protobuf'
import { records } from '../files/records'
import { finished } from '../pictures/finished'
import { provenanceText, type Provenance } from '../pictures/provenance'
import { sheetPng } from '../pictures/sheet'
import { rowsUpTo } from '../studio/curves'
import { isDrawn, type Frame } from '../studio/drawing'
import { LOSS_FACTS, type LossName } from '../studio/losses'
import type { Curves } from '../studio/run'
import { SETTING_NAMES } from '../studio/settings'
import type { Run } from './run'

/** Snapshots that are shown, spread evenly over those there are. */
const PICTURES = 24
/** Events between two looks whether to stop. */
const OFTEN = 5000

/** The name by which TensorBoard knows its files; the same for the same run. */
export const eventsName = (run: Run): string =>
  `events.out.tfevents.${Math.floor(Date.parse(run.manifest().created) / 1000)}.${run.id}`

interface Event {
  readonly step: number
  readonly values: Message[]
}

/**
 * A TensorBoard event file of a run: every curve, some snapshots as pictures, and its settings and provenance as text.
 * Its wall times are those of training: the run's beginning and the seconds trained since, pauses left out.
 * @param onProgress called now and then; what it throws ends the work
 */
export async function eventsFile(
  run: Run,
  made: Provenance,
  onProgress: (done: number, total: number) => Promise<void>,
): Promise<Uint8Array> {
  const { created, settings } = run.manifest()
  const begun = Date.parse(created) / 1000
  const curves = run.curves()
  const secondsAt = clockOf(curves.training)
  const pictures = picturesOf(run)
  const rows = Object.fromEntries(SETTING_NAMES.map((name) => [name, String(settings[name])]))
  const events: Event[] = [
    { step: 0, values: [textOf('easel', provenanceText(made)), textOf('settings', rows)] },
    ...scalarsOf(curves.training, 'training'),
    ...scalarsOf(curves.validation, 'validation'),
    ...pictures,
  ].sort((a, b) => a.step - b.step)
  const all = [encode([time(begun), [3, 'brain.Event:2']])]
  for (const [i, { step, values }] of events.entries()) {
    if (i % OFTEN === 0) await onProgress(i, events.length)
    all.push(
      encode([time(begun + secondsAt(step)), [2, step], [5, values.map((value) => [1, value] as const)]]),
    )
  }
  return records(all)
}

const time = (seconds: number) => [1, { double: seconds }] as const

/** The training seconds at a step: those of the last logged step up to it. */
function clockOf({ step: steps, seconds }: Curves['training']): (step: number) => number {
  return (step) => seconds[rowsUpTo(steps, step) - 1] ?? 0
}

const OTHERS = { gradNorm: 'gradient norm', imagesPerSecond: 'images per second' } as const

/** `bound/training`, `gradient norm/training`, …: one quantity's curves stand together. */
function scalarsOf(columns: Curves['training'] | Curves['validation'], split: string): Event[] {
  const named: Partial<Record<string, ArrayLike<number>>> = columns
  const tags = [
    ...(Object.keys(LOSS_FACTS) as LossName[]).map((name) => [name, name] as const),
    ...Object.entries(OTHERS),
  ].flatMap(([name, title]) => {
    const values = named[name]
    return values ? [{ tag: `${title}/${split}`, values }] : []
  })
  return Array.from(columns.step, (step, row) => ({
    step,
    values: tags.map(({ tag, values }): Message => [
      [1, tag],
      [2, { float: values[row] as number }],
    ]),
  }))
}

function picturesOf(run: Run): Event[] {
  const steps = run.snapshots()
  const some =
    steps.length <= PICTURES
      ? steps
      : Array.from(
          { length: PICTURES },
          (_, i) => steps[Math.round((i * (steps.length - 1)) / (PICTURES - 1))] as number,
        )
  return some.map((step, i) => ({ step, values: sheetsOf(run.readSnapshot(step), i === 0) }))
}

/** @param first whether the images, which stay the same, are shown too */
function sheetsOf(frame: Frame, first: boolean): Message[] {
  const size = isDrawn(frame) ? frame.reconstructions : frame.reading
  const sheet = (tag: string, images: Uint8Array): Message => {
    const file = sheetPng(images, size)
    // Width and height stand in a PNG's first chunk.
    const view = new DataView(file.buffer, file.byteOffset)
    return [
      [1, tag],
      [
        4,
        [
          [1, view.getUint32(20)],
          [2, view.getUint32(16)],
          [3, size.channels === 1 ? 1 : 3],
          [4, file],
        ],
      ],
    ]
  }
  return [
    ...(first ? [sheet('images', frame.targets)] : []),
    ...(isDrawn(frame)
      ? [sheet('reconstructions', finished(frame.reconstructions)), sheet('samples', finished(frame.samples))]
      : []),
  ]
}

/** A table in Markdown, as the plugin `text` shows it. */
function textOf(tag: string, rows: Record<string, string>): Message {
  const cell = (text: string) => text.replaceAll('|', '\\|')
  const table = [
    '| | |',
    '|---|---|',
    ...Object.entries(rows).map(([key, value]) => `| ${key} | ${cell(value)} |`),
  ]
  const [string, size] = [7, 1]
  return [
    [1, `${tag}/text_summary`],
    [
      8,
      [
        [1, string],
        [2, [[2, [[1, size]]]]],
        [8, table.join('\n')],
      ],
    ],
    [9, [[1, [[1, 'text']]]]],
  ]
}
