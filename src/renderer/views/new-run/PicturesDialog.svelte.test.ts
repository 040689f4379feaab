import { beforeEach, describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import type { Inspection, PictureChoices } from '../../../studio/pictures'
import { App } from '../../state/app.svelte'
import { fakeStudio, STROKES, type Answers, type FakeStudio } from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import NewRunView from './NewRunView.svelte'

const inspection: Inspection = {
  token: 'these',
  title: 'Holidays',
  counts: [1200, 0, 300],
  classes: ['beach', 'mountain'],
  sizes: [
    { height: 480, width: 640, count: 1400 },
    { height: 640, width: 480, count: 100 },
  ],
  sizeCount: 2,
  notes: ['Left out 1 file: it is damaged (7.jpg).'],
  choices: { height: 64, width: 64, colour: 'colour', fit: 'crop' },
}
const previewOf = ({ height, width, colour }: PictureChoices) => {
  const channels = colour === 'grey' ? 1 : 3
  return { channels, height, width, images: new Uint8Array(4 * channels * height * width).fill(90) }
}

let studio: FakeStudio
const dialog = page.getByRole('dialog', { name: 'Import pictures' })
const importing = dialog.getByRole('button', { name: 'Import', exact: true })
const bodies = (name: string) => studio.calls.filter((call) => call.name === name).map(({ body }) => body)

async function choose(answers: Answers = {}) {
  studio = fakeStudio({
    importFiles: () => ({ inspection }),
    previewImport: ({ choices }) => previewOf(choices),
    cancelImport: () => null,
    ...answers,
  })
  const app = await App.open(studio.connection, undefined)
  await render(InApp, { app, view: NewRunView })
  await userEvent.upload(page.getByLabelText('Import files'), new File(['zip'], 'holidays.zip'))
}

beforeEach(() => {
  location.hash = ''
})

describe('pictures', () => {
  it('are told of, and shown as they will be stored', async () => {
    await choose()
    for (const words of [
      'Holidays',
      '1,500: 1,200 training, 300 test',
      '2 sizes: 640 × 480 (1,400), 480 × 640 (100)',
      '2: beach, mountain',
      'Left out 1 file: it is damaged (7.jpg).',
      'As they will be stored: 64 × 64, colour',
    ])
      await expect.element(dialog).toHaveTextContent(words)
    await expect.element(dialog.getByRole('img', { name: 'Pictures as they will be stored' })).toBeVisible()
    expect(bodies('previewImport')).toEqual([{ token: 'these', choices: inspection.choices }])
  })

  it('are shown anew when something else is chosen, and imported so', async () => {
    await choose({ importChosen: () => ({ dataset: { ...STROKES, title: 'Holidays' }, notes: [] }) })
    await dialog.getByLabelText('Width', { exact: true }).fill('48')
    await dialog.getByLabelText('Colour', { exact: true }).selectOptions('Grey')
    await dialog.getByLabelText('Other shapes').selectOptions('Whole, with black bars')
    await expect.element(dialog).toHaveTextContent('As they will be stored: 48 × 64, grey')
    await importing.click()
    const choices = { height: 64, width: 48, colour: 'grey', fit: 'letterbox' }
    expect(bodies('previewImport').at(-1)).toEqual({ token: 'these', choices })
    expect(bodies('importChosen')).toEqual([{ token: 'these', choices }])
    await expect.element(page.getByText('Holidays is in the library.')).toBeVisible()
    await expect.element(dialog).not.toBeInTheDocument()
  })

  it('of a size that is none are not imported, and the field says why', async () => {
    await choose()
    const width = dialog.getByLabelText('Width', { exact: true })
    for (const wrong of ['', '3', '257', '7.5']) {
      await width.fill(wrong)
      await expect.element(importing).toBeDisabled()
      await expect.element(width).toHaveAccessibleDescription(expect.stringContaining('from 4 to 256'))
    }
  })

  it.each([
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['Cancel', () => dialog.getByRole('button', { name: 'Cancel' }).click()],
  ])('are forgotten with %s', async (_, leave) => {
    await choose()
    await expect.element(dialog).toBeVisible()
    await leave()
    await expect.element(dialog).not.toBeInTheDocument()
    expect(bodies('cancelImport')).toEqual([{}])
    await expect.element(page.getByLabelText('Import files')).toBeEnabled()
  })

  it('that cannot be previewed say why', async () => {
    await choose({
      previewImport: () => {
        throw new Error('The preview broke.')
      },
    })
    await expect.element(dialog).toHaveTextContent('The preview broke.')
  })
})

it('an import is shown with its progress, and can be cancelled', async () => {
  await choose({ importFiles: () => new Promise(() => undefined) })
  studio.tell({ kind: 'progress', job: 'import', done: 5, total: 20 })
  await expect.element(page.getByRole('progressbar', { name: 'Importing' })).toHaveAttribute('value', '5')
  await page.getByRole('button', { name: 'Cancel the import' }).click()
  expect(bodies('cancelImport')).toEqual([{}])
  await expect.element(page.getByRole('progressbar', { name: 'Importing' })).not.toBeInTheDocument()
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})

it('a folder can be chosen: its files are named by their paths', async () => {
  await choose()
  const folder = page.getByLabelText('Import a folder').element() as HTMLInputElement
  expect(folder.webkitdirectory).toBe(true)
})
