import { resolve } from 'node:path'
import { build } from 'vite'

/** Makes `fixture.js` in `outDir` of a program that tests run as a process of its own. */
export const buildFixture = (source: string, outDir: string): Promise<unknown> =>
  build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rolldownOptions: {
        input: resolve(source),
        output: { format: 'cjs', entryFileNames: 'fixture.js' },
      },
    },
    ssr: { noExternal: ['env-paths', 'zod'] },
  })
