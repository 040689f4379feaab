import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { guide } from './scripts/vite/guide.mts'
import { licences } from './scripts/vite/licences.mts'

// Playwright's own browser is used where neither is there.
const executablePath =
  process.env['EASEL_CHROMIUM'] ??
  ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const browser = playwright({ launchOptions: { ...(executablePath && { executablePath }) } })

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // TensorFlow says what CPU it found, in every process; what it compiles for tests is kept apart.
    env: { TF_CPP_MIN_LOG_LEVEL: '3', EASEL_GRAPH_CACHE: resolve('out/test-graphs') },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: ['src/**/*.svelte.test.ts'],
          pool: 'forks',
        },
      },
      {
        extends: true,
        plugins: [svelte(), licences(resolve('.')), guide(resolve('.'))],
        test: {
          name: 'browser',
          include: ['src/renderer/**/*.svelte.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            provider: browser,
            instances: [{ browser: 'chromium' }],
            viewport: { width: 1280, height: 800 },
            screenshotFailures: false,
          },
        },
      },
    ],
  },
})
