import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
export const MODULE = join(root, 'src/engine/wasm/module.ts')

/** kernels/ as the source of src/engine/wasm/module.ts. */
export async function compiled() {
  const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js')
  const folder = await mkdtemp(join(tmpdir(), 'easel-kernels-'))
  try {
    const wasm = join(folder, 'kernels.wasm')
    const config = ['--config', 'kernels/asconfig.json']
    await promisify(execFile)(process.execPath, [asc, 'kernels/index.ts', ...config, '-o', wasm], {
      cwd: root,
    })
    const lines = (await readFile(wasm)).toString('base64').match(/.{1,110}/g)
    return `/** kernels/, compiled by \`npm run kernels\`: base64. */\nexport const MODULE = \`\n${lines.join('\n')}\n\`\n`
  } finally {
    await rm(folder, { recursive: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await writeFile(MODULE, await compiled())
