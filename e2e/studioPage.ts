import { expect, type Locator, type Page } from '@playwright/test'

/** The studio as a person sees it: everything is found by role and label. */
export class StudioPage {
  constructor(readonly page: Page) {}

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  go(place: 'New run' | 'Watch' | 'Runs' | 'Gallery' | 'Preferences' | 'Help' | 'Lab'): Promise<void> {
    return this.page.getByRole('navigation').getByRole('link', { name: place }).click()
  }

  async setting(label: string, value: string): Promise<void> {
    await this.page.getByRole('spinbutton', { name: label, exact: true }).fill(value)
  }

  /** Starts a run small enough to see it end. */
  async startTiny(name: string, steps: number): Promise<void> {
    // What is set up outlives a look elsewhere.
    await this.go('Runs')
    await this.go('New run')
    await this.page.getByRole('radio', { name: 'Strokes' }).check()
    await this.page.getByRole('radio', { name: 'Laptop' }).check()
    await this.page.getByLabel('Name', { exact: true }).fill(name)
    for (const [label, value] of Object.entries({
      Glimpses: '4',
      'LSTM size': '16',
      'Latent size': '4',
      Batch: '8',
    }))
      await this.setting(label, value)
    await this.setting('Steps', String(steps))
    await this.button('Start').click()
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible()
  }

  /** Waits until the run's state reads `word`. */
  async expectState(word: string): Promise<void> {
    await expect(
      this.page.getByRole('status').filter({ hasText: new RegExp(`^\\s*${word}\\s*$`) }),
    ).toBeVisible({
      timeout: 90_000,
    })
  }

  /** The step in the header. */
  async step(): Promise<number> {
    const words = await this.page
      .getByRole('term')
      .filter({ hasText: /^step$/ })
      .locator('xpath=../dd')
      .innerText()
    return Number(words.split(' ')[0]?.replaceAll(',', ''))
  }

  async expectStepAbove(step: number): Promise<number> {
    await expect.poll(() => this.step(), { timeout: 90_000 }).toBeGreaterThan(step)
    return this.step()
  }
}
