import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import type { StudioPage } from './studioPage'

const PICTURES = 'src/data/formats/pictureFiles/fixtures/pictures.zip'

/** Somewhere a person can be in the window: what is there must pass in both themes and at both sizes. */
export interface Place {
  readonly name: string
  /** The address after #/; RUN is the run that the walk has made. */
  readonly at: string
  /** What is opened there: a dialog, a panel. Closed again by Escape. */
  readonly open?: (studio: StudioPage) => Promise<void>
}

const press =
  (...names: (string | RegExp)[]): NonNullable<Place['open']> =>
  async (studio) => {
    for (const name of names) await studio.button(name).first().click()
  }

/** Every view and every dialog. Whoever makes one puts it here. */
export const PLACES: readonly Place[] = [
  { name: 'New run', at: 'new' },
  {
    name: 'Import pictures',
    at: 'new',
    open: ({ page }) => page.getByLabel('Import files').setInputFiles(PICTURES),
  },
  { name: 'Watch', at: 'watch' },
  { name: 'All curves', at: 'watch', open: press('All curves') },
  { name: 'Runs', at: 'runs' },
  { name: 'Runs, with one open', at: 'runs/RUN' },
  { name: 'Rename run', at: 'runs/RUN', open: press('Rename') },
  { name: 'Delete run', at: 'runs/RUN', open: press('Delete') },
  { name: 'Compare', at: 'runs/compare?runs=RUN@latest+RUN@latest' },
  { name: 'Gallery', at: 'gallery' },
  {
    name: 'Gallery, reconstructions',
    at: 'gallery',
    open: ({ page }) => page.getByRole('radio', { name: 'Reconstructions' }).check(),
  },
  {
    name: 'Gallery, an end of a way between',
    at: 'gallery/RUN',
    async open({ page }) {
      await page.getByRole('radio', { name: 'Between' }).check()
      await page.getByRole('button', { name: /^B Sample/ }).click()
      await page.getByRole('button', { name: 'Validation image 48' }).waitFor()
    },
  },
  {
    name: 'Gallery, between two',
    at: 'gallery',
    open: ({ page }) => page.getByText('Between', { exact: true }).click(),
  },
  { name: 'Export', at: 'gallery/RUN', open: press('Export…') },
  { name: 'Lab', at: 'lab' },
  {
    name: 'Lab, a glimpse of a run',
    at: 'lab',
    open: async ({ page }) => void (await page.getByLabel('Picture from').selectOption({ label: 'Walked' })),
  },
  { name: 'Lab, the network', at: 'lab?tab=network' },
  { name: 'Lab, figures', at: 'lab?tab=figures' },
  { name: 'Preferences', at: 'preferences' },
  { name: 'Help', at: 'help' },
  { name: 'Log', at: 'log/RUN' },
  { name: 'About', at: 'about' },
  { name: 'Find', at: 'log', open: ({ page }) => page.keyboard.press('ControlOrMeta+k') },
  { name: 'Keyboard shortcuts', at: 'log', open: ({ page }) => page.keyboard.press('ControlOrMeta+/') },
  // One trains from here on.
  {
    name: 'Runs, with a queue',
    at: 'new',
    async open(studio) {
      await studio.startTiny('Long', 100_000)
      await studio.expectStepAbove(0)
      await studio.go('New run')
      await studio.page.getByLabel('Name', { exact: true }).fill('Next')
      await studio.button('Add to queue').click()
      await studio.go('Runs')
      await studio.page.getByRole('region', { name: 'Queue' }).waitFor()
    },
  },
  { name: 'Start one that waits', at: 'runs', open: press('Start Next now') },
  { name: 'Watch, while it trains', at: 'watch' },
  { name: 'Change settings', at: 'watch', open: press('Change settings') },
  { name: 'Discard', at: 'watch', open: press('Stop and discard') },
]
const WIDE = { width: 1280, height: 800 }
const SMALL = { width: 1024, height: 700 }
/** Colours alone depend on the theme, so that the second need not be gone through with every rule. */
const LOOKS: readonly {
  readonly colorScheme: 'light' | 'dark'
  readonly size: typeof WIDE
  readonly rules?: string[]
}[] = [
  { colorScheme: 'light', size: WIDE },
  { colorScheme: 'light', size: SMALL },
  { colorScheme: 'dark', size: WIDE, rules: ['color-contrast'] },
  { colorScheme: 'dark', size: SMALL, rules: ['color-contrast'] },
]

/** Each of {@link PLACES}, in both themes at both sizes: no axe violations, no text under 12 px. */
export async function walk(studio: StudioPage, places = PLACES): Promise<void> {
  const { page } = studio
  // A place takes some seconds; there are many.
  test.setTimeout(400_000)
  await studio.startTiny('Walked', 40)
  await studio.expectState('Finished')
  const run = /#\/watch\/([\w.-]+)/.exec(page.url())?.[1] ?? ''
  const found: string[] = []
  for (const place of places) {
    await go(page, place.at.replaceAll('RUN', run))
    await place.open?.(studio)
    for (const { colorScheme, size, rules } of LOOKS) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const where = `${place.name}, ${colorScheme}, ${size.width} × ${size.height}`
      const wrong = [...(await smallText(page)), ...(await violations(page, rules))]
      found.push(...wrong.map((words) => `${where}: ${words}`))
    }
    if (place.open) await page.keyboard.press('Escape')
  }
  expect(found).toEqual([])
}

async function go(page: Page, at: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/${at}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
  // What is loaded after the view itself is looked at too.
  await expect(page.getByText(/^(Loading|Drawing|Opening).*…$/)).toHaveCount(0)
}

/** What axe finds wrong: the rule and the elements. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // A page of its own, as axe would have it to put frames together, is not to be had in Electron; there are no frames.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join('; ')}`)
}

/** Texts that are drawn smaller than 12 px, in elements and in SVG. */
const smallText = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.textContent?.trim()
      const parent = node.parentElement
      if (!words || !parent || parent.getClientRects().length === 0) continue
      const scale = parent instanceof SVGGraphicsElement ? (parent.getScreenCTM()?.a ?? 1) : 1
      const size = parseFloat(getComputedStyle(parent).fontSize) * scale
      if (size < 11.99 && !parent.closest('.visually-hidden, sub, sup'))
        found.push(`“${words.slice(0, 40)}” is ${size.toFixed(1)} px`)
    }
    return found
  })
