import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 1,
  retries: 0,
  reporter: [['list']],
  outputDir: 'test-results',
  use: { trace: 'retain-on-failure' },
  projects: [
    { name: 'electron', testMatch: 'electron/**/*.spec.ts' },
    { name: 'served', testMatch: 'served/**/*.spec.ts' },
  ],
})
