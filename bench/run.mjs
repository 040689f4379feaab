import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

// `npm run bench -- step …`: builds bench/ and runs it.
const outDir = fileURLToPath(new URL('../out/bench', import.meta.url))
await build({
  configFile: false,
  logLevel: 'warn',
  // A CommonJS package that names its exports as only a bundler sees.
  ssr: { noExternal: ['gifenc'] },
  build: {
    ssr: true,
    outDir,
    target: 'node20',
    rolldownOptions: {
      input: {
        bench: 'bench/bench.ts',
        ours: 'bench/ours.ts',
        sgemm: 'bench/sgemm.ts',
        errands: 'bench/errands.ts',
        trainer: 'src/trainer/worker.ts',
      },
      // All in one folder, so that each finds the others beside it.
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
})
await import(pathToFileURL(`${outDir}/bench.mjs`).href)
