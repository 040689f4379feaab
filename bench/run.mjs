import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

// `npm run bench -- step …`: builds bench/ and runs it.
const outDir = fileURLToPath(new URL('../out/bench', import.meta.url))
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir,
    target: 'node20',
    rolldownOptions: { input: ['bench/bench.ts', 'bench/ours.ts'], output: { entryFileNames: '[name].mjs' } },
  },
})
await import(pathToFileURL(`${outDir}/bench.mjs`).href)
