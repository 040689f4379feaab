import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import { guide } from './scripts/vite/guide.mts'
import { licences } from './scripts/vite/licences.mts'

/** ESM-only packages: CommonJS code can't require them on every Node and Electron, so they are built in. */
const bundled = ['env-paths', 'fast-png', 'msgpackr', 'sirv', 'gifenc', 'fflate', 'zod']

export default defineConfig({
  main: {
    build: {
      externalizeDeps: { exclude: bundled },
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          trainer: resolve('src/trainer/worker.ts'),
          easel: resolve('src/cli/index.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [svelte(), licences(resolve('.')), guide(resolve('.'))],
    build: {
      // Lowers nesting and color-mix, which older Chromiums drop silently.
      cssMinify: 'lightningcss',
      rolldownOptions: { input: { index: resolve('src/renderer/index.html') } },
    },
  },
})
