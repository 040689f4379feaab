import { expect, type Locator, type Page } from '@playwright/test'

/** The studio as a person sees it: everything is found by role and label. */
export class StudioPage {
  constructor(readonly page: Page) {}

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async go(place: 'New run' | 'Watch' | 'Runs' | 'Gallery'): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: place }).click()
  }

  /** A tiny run, so that tests see it end: the Laptop preset on Strokes, made smaller. */
  async startTiny(name: string, steps: number): Promise<void> {
    await this.go('New run')
    await this.page.getByRole('radio', { name: /^Strokes/ }).check()
    await this.page.getByRole('radio', { name: /^Laptop/ }).check()
    await this.page.getByLabel('Name', { exact: true }).fill(name)
    await this.setting('Glimpses', '4')
    await this.setting('LSTM size', '16')
    await this.setting('Latent size', '4')
    await this.setting('Batch', '8')
    await this.setting('Steps', String(steps))
    await this.button('Start').click()
    await expect(this.page.getByRole('heading', { name })).toBeVisible()
  }

  async setting(label: string, value: string): Promise<void> {
    await this.page.getByRole('spinbutton', { name: new RegExp(`^${label}`) }).fill(value)
  }

  async expectState(word: string): Promise<void> {
    await expect(this.page.getByTestId('run-state')).toHaveText(word, { timeout: 60_000 })
  }

  /** The step shown beside the run's state. */
  async step(): Promise<number> {
    const text = await this.page.getByTestId('run-step').innerText()
    return Number(text.replace(/[^\d].*$/s, '').replaceAll(/[^\d]/g, '') || text.replaceAll(/[^\d]/g, ''))
  }
}
