import { beforeEach, describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { StudioError } from '../../../studio/api'
import { DEFAULTS } from '../../../studio/settings'
import { App } from '../../state/app.svelte'
import {
  BINARIZED,
  fakeStudio,
  HOUSES,
  MNIST,
  runOf,
  STROKES,
  type Answers,
  type FakeStudio,
} from '../../testing/fake-studio'
import InApp from '../../testing/InApp.svelte'
import NewRunView from './NewRunView.svelte'

let app: App
let studio: FakeStudio

async function open(answers: Answers = {}) {
  studio = fakeStudio(answers)
  app = await App.open(studio.connection, undefined)
  return render(InApp, { app, view: NewRunView })
}
const bodyOf = (name: string) => studio.calls.findLast((call) => call.name === name)?.body
const start = page.getByRole('button', { name: 'Start', exact: true })
const field = (label: string) => page.getByLabelText(label, { exact: true })

beforeEach(() => {
  location.hash = ''
})

describe('starting', () => {
  it('trains Strokes with the Laptop preset after one click, and goes to watch it', async () => {
    await open({ start: () => ({ run: 'made' }) })
    await start.click()
    expect(bodyOf('start')).toEqual({
      name: 'Strokes · Laptop',
      dataset: 'strokes',
      preset: 'laptop',
      engine: 'tensorflow',
      settings: {
        ...DEFAULTS,
        glimpses: 10,
        hidden: 128,
        latent: 20,
        readSize: 5,
        writeSize: 5,
        batch: 64,
        learningRate: 0.002,
        steps: 5000,
      },
    })
    await expect.poll(() => app.view).toEqual({ place: 'watch', run: 'made' })
  })

  it('shows what the studio refused, and stays', async () => {
    await open({
      start: () => {
        throw new StudioError('“MNIST” is being trained.', 'Stop it first.')
      },
    })
    await start.click()
    await expect
      .poll(() => app.notices.list)
      .toMatchObject([{ message: '“MNIST” is being trained.', remedy: 'Stop it first.' }])
    expect(app.view.place).toBe('new')
    await expect.element(start).toBeEnabled()
  })

  it('adds to the queue while another run trains, and stays to set up the next', async () => {
    await open({
      runs: () => [runOf({ name: 'Overnight', state: 'running' })],
      start: () => ({ run: 'strokes-2' }),
    })
    await expect.element(page.getByText('“Overnight” is training')).toBeVisible()
    await page.getByRole('button', { name: 'Add to queue' }).click()
    expect(bodyOf('start')).toMatchObject({ queue: true })
    await expect.element(page.getByRole('button', { name: 'Add to queue' })).toBeEnabled()
    expect(app.view.place).toBe('new')
    expect(app.notices.list).toMatchObject([{ message: '“Strokes · Laptop” waits in the queue.' }])
  })

  it('is not possible with a data set that is not here yet', async () => {
    await open()
    await page.getByRole('radio', { name: 'MNIST', exact: true }).click()
    await expect.element(start).toBeDisabled()
    await expect.element(start).toHaveAccessibleDescription('MNIST is not on this machine yet: download it.')
  })
})

describe('settings', () => {
  it.each([
    ['Glimpses', '0', 'Glimpses must be a whole number from 1 to 256'],
    ['Glimpses', '2.5', 'Glimpses must be a whole number from 1 to 256'],
    ['Batch', '', 'Batch must be a whole number from 1 to 2000 images'],
    ['Learning rate', '7', 'Learning rate must be a number from 1e-7 to 1'],
    ['Read window', '29', 'Read window is 29, but the images are 28 × 28: choose at most 28'],
  ])('%s of “%s” is refused beside the field, and blocks Start', async (label, text, message) => {
    await open()
    await field(label).fill(text)
    await expect.element(field(label)).toHaveAttribute('aria-invalid', 'true')
    await expect.element(field(label)).toHaveAccessibleDescription(expect.stringContaining(message))
    await expect.element(start).toBeDisabled()
    await expect.element(start).toHaveAccessibleDescription(message)
  })

  it('edited, make the run Custom, and can be reset one by one', async () => {
    await open()
    await field('Glimpses').fill('12')
    await expect.element(page.getByRole('radio', { name: 'Custom' })).toBeChecked()
    await expect.element(field('Name')).toHaveValue('Strokes · Custom')
    await page.getByRole('button', { name: 'Reset Glimpses' }).click()
    await expect.element(field('Glimpses')).toHaveValue(10)
    await expect.element(page.getByRole('radio', { name: 'Laptop' })).toBeChecked()
  })

  it('are filled in by a preset', async () => {
    await open()
    await field('Seed').fill('7')
    await page.getByRole('radio', { name: 'MNIST (Table 3)' }).click()
    await expect.element(field('Glimpses')).toHaveValue(64)
    await expect.element(field('LSTM size')).toHaveValue(256)
    await expect.element(field('Seed')).toHaveValue(1)
  })

  it('leave the windows out of it without attention, wrong ones too', async () => {
    await open()
    await field('Read window').fill('99')
    await page.getByRole('checkbox', { name: 'Attention' }).click()
    await expect.element(field('Read window')).not.toBeInTheDocument()
    await expect.element(field('Write window')).not.toBeInTheDocument()
    await expect.element(start).toBeEnabled()
    await page.getByLabelText('Find a setting').fill('window')
    await expect.element(field('Read window')).toBeDisabled()
    await expect
      .element(field('Write window'))
      .toHaveAccessibleDescription('No effect here: it is for Task draw with attention.')
  })

  it('are those of the task and the scene alone', async () => {
    await open()
    await expect.element(field('Latent size')).toBeVisible()
    await expect.element(field('Clutter')).not.toBeInTheDocument()
    await field('Task').selectOptions('classify')
    await field('Scene').selectOptions('cluttered')
    await expect.element(field('Latent size')).not.toBeInTheDocument()
    await expect.element(field('Write window')).not.toBeInTheDocument()
    await field('Clutter').fill('3')
    await expect.element(page.getByText('Learns to tell 10 classes of Strokes apart')).toBeVisible()
    await expect.element(page.getByText('dynamic pixels, 3 pieces of 8 × 8 clutter on 60 × 60')).toBeVisible()
    await expect.element(start).toBeEnabled()
  })

  it('that have no effect never stand in the way', async () => {
    await open({ datasets: () => [HOUSES] })
    await page.getByRole('radio', { name: 'SVHN, small' }).click()
    await field('Scene').selectOptions('pair')
    await field('Scene size').fill('80')
    await expect.element(field('Crop')).not.toBeInTheDocument()
    await expect.element(start).toBeEnabled()
  })

  it('offer only the pixels that the data set can be', async () => {
    await open({ datasets: () => [STROKES, BINARIZED] })
    const values = () =>
      [...(field('Pixels').element() as HTMLSelectElement).options].map(({ value }) => value)
    expect(values()).toEqual(['dynamic', 'grey'])
    await page.getByRole('radio', { name: 'Static binarized MNIST' }).click()
    await expect.poll(values).toEqual(['static'])
    await expect.element(field('Pixels')).toHaveValue('static')
    await expect.element(start).toBeEnabled()
  })

  it('are found by any of their words, advanced ones too', async () => {
    await open()
    await page.getByLabelText('Find a setting').fill('first moment')
    await expect.element(field('Adam β₁')).toBeVisible()
    await expect.element(field('Glimpses')).not.toBeInTheDocument()
    await page.getByLabelText('Find a setting').fill('sauce')
    await expect.element(page.getByText('No setting has to do with “sauce”.')).toBeVisible()
  })

  it('outlive a look at another view, and are checked as before', async () => {
    const { unmount } = await open()
    await field('Batch').fill('32')
    await unmount()
    render(InApp, { app, view: NewRunView })
    await expect.element(field('Batch')).toHaveValue(32)
    await field('Batch').fill('0')
    await expect.element(start).toBeDisabled()
    await page.getByRole('radio', { name: /^Without attention/ }).click()
    await expect.element(start).toBeEnabled()
    await start.click()
    expect(bodyOf('start')).toMatchObject({ preset: 'mnist-no-attention', settings: { attention: false } })
  })
})

describe('presets', () => {
  const radio = (name: string) => page.getByRole('radio', { name })

  it('that suit the data set stand first; the others say what they need', async () => {
    await open({ datasets: () => [STROKES, HOUSES] })
    await expect.element(radio('MNIST (Table 3)')).toBeVisible()
    await expect.element(radio('SVHN (Table 3)')).not.toBeInTheDocument()
    await page.getByText('4 for other data sets').click()
    await expect
      .element(radio('SVHN (Table 3)'))
      .toHaveAccessibleDescription(/Needs images of at least 54 × 54$/)
    await expect.element(radio('CIFAR-10, small')).toHaveAccessibleDescription(/Made for colour pictures$/)
  })

  it('follow the data set until a setting was edited', async () => {
    await open({ datasets: () => [STROKES, HOUSES] })
    await radio('Houses').click()
    await expect.element(radio('SVHN, small')).toBeChecked()
    await expect.element(field('Name')).toHaveValue('Houses · SVHN, small')
    await radio('Strokes').click()
    await expect.element(radio('Laptop')).toBeChecked()
    await radio('Two digits, small').click()
    await field('Batch').fill('32')
    await radio('Houses').click()
    await expect.element(radio('Custom')).toBeChecked()
    await expect.element(field('Batch')).toHaveValue(32)
  })

  it('that does not suit is shown when it is what is chosen', async () => {
    await open({ datasets: () => [STROKES, HOUSES] })
    await page.getByText('4 for other data sets').click()
    await radio('CIFAR-10, small').click()
    await page.getByText('4 for other data sets').click()
    await expect.element(radio('CIFAR-10, small')).not.toBeInTheDocument()
    await radio('Laptop').click()
    await radio('Two digits, small').click()
    await field('Batch').fill('32')
    await radio('Houses').click()
    await page.getByRole('button', { name: 'Reset Batch' }).click()
    await expect.element(radio('Two digits, small')).toBeVisible()
    await expect.element(radio('Two digits, small')).toBeChecked()
  })
})

describe('the estimate', () => {
  const term = (name: string) =>
    page.getByRole('definition').nth(['Parameters', 'Memory', 'Time per step'].indexOf(name))

  it('is measured for what is shown', async () => {
    await open()
    await expect.element(term('Parameters')).toHaveTextContent('198,442')
    await expect.element(term('Memory')).toHaveTextContent('412 MB')
    await expect.element(term('Time per step')).toHaveTextContent('21 ms')
    await field('Glimpses').fill('20')
    await expect.poll(() => bodyOf('estimate')).toMatchObject({ settings: { glimpses: 20 } })
  })

  it('that fails is a dash with the reason, and Start stays possible', async () => {
    await open({
      estimate: () => {
        throw new StudioError('Not enough memory to measure.')
      },
    })
    await expect.element(page.getByText('Not enough memory to measure.')).toBeVisible()
    await expect.element(term('Parameters')).toHaveTextContent('–')
    await expect.element(start).toBeEnabled()
  })
})

describe('data', () => {
  const file = new File([new Uint8Array([0, 0, 8, 3])], 'train-images-idx3-ubyte')

  it('is imported from chosen files, told about, and selected', async () => {
    const imported = { ...MNIST, state: 'here' as const }
    await open({ importFiles: () => ({ dataset: imported, notes: ['2 files were skipped: not pictures.'] }) })
    await userEvent.upload(page.getByLabelText('Import files'), file)
    await expect.element(page.getByText('2 files were skipped: not pictures.')).toBeVisible()
    await expect.element(page.getByRole('radio', { name: 'MNIST', exact: true })).toBeChecked()
    expect(bodyOf('importFiles')).toEqual({
      files: [{ name: file.name, bytes: new Uint8Array([0, 0, 8, 3]) }],
    })
  })

  it('that can not be imported says which file and what to do', async () => {
    await open({
      importFiles: () => {
        throw new StudioError('train-images-idx3-ubyte ends after 4 bytes.', 'Download the file again.')
      },
    })
    await userEvent.upload(page.getByLabelText('Import files'), file)
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('train-images-idx3-ubyte ends after 4 bytes. Download the file again.')
  })

  it('that can not be downloaded says what to do', async () => {
    await open({
      download: () => {
        throw new StudioError('train-images-idx3-ubyte.gz could not be downloaded.', 'Check the network.')
      },
    })
    await page.getByRole('button', { name: 'Download MNIST' }).click()
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('train-images-idx3-ubyte.gz could not be downloaded. Check the network.')
  })

  it('is downloaded with its progress shown, and can be cancelled', async () => {
    let abort: (reason: Error) => void = () => undefined
    await open({
      download: () => new Promise((_, reject) => (abort = reject)),
      cancelDownload: () => {
        abort(new Error('aborted'))
        return null
      },
    })
    await page.getByRole('button', { name: 'Download MNIST' }).click()
    studio.tell({ kind: 'progress', job: 'mnist', done: 5_000_000, total: 11_594_722 })
    await expect.element(page.getByText('5.0 MB of 12 MB')).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect.element(page.getByRole('button', { name: 'Download MNIST' })).toBeVisible()
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })
})
