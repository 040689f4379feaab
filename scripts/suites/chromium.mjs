import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { onPath } from '../setup/paths.mjs'

/**
 * EASEL_CHROMIUM, the system's, or else Playwright's own, which Playwright finds by itself.
 * @returns {{ found: boolean, executable?: string }}
 */
export function findChromium() {
  const executable = process.env.EASEL_CHROMIUM || onPath('chromium') || onPath('google-chrome')
  if (executable) return { found: existsSync(executable), executable }
  const { chromium } = createRequire(import.meta.url)('@playwright/test')
  return { found: existsSync(chromium.executablePath()) }
}
