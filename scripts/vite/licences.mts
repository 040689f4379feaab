import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Licences } from 'virtual:licences'
import type { Plugin } from 'vite'

const ID = 'virtual:licences'
/** Built into the window, though the lock file counts them among tools. */
const SHIPPED_TOOLS = ['electron', 'svelte', 'assemblyscript']
const TEXT = /^(licen[cs]e|copying)([-.].*)?$/i

interface Lock {
  readonly packages: Readonly<Record<string, { version?: string; dev?: boolean; license?: string }>>
}

/** Every package that is part of the program, and the texts of their licences; `root` is the checkout. */
export function licencesOf(root: string): Licences {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
  const texts: string[] = []
  const packages = Object.entries(lock.packages).flatMap(([path, { version = '', dev, license }]) => {
    const name = path.replace(/^.*node_modules\//, '')
    const folder = join(root, path)
    // Those for other platforms are not here, and not shipped.
    if (!path || (dev && !SHIPPED_TOOLS.includes(name)) || !existsSync(folder)) return []
    const file = readdirSync(folder).find((entry) => TEXT.test(entry))
    const words = file && readFileSync(join(folder, file), 'utf8').trim()
    if (words && !texts.includes(words)) texts.push(words)
    return [
      { name, version, licence: license ?? 'see its text', ...(words && { text: texts.indexOf(words) }) },
    ]
  })
  // The same version may lie in several places.
  const once = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]))
  return { packages: [...once.values()].sort((a, b) => a.name.localeCompare(b.name)), texts }
}

/** A Vite plugin: what {@link licencesOf} finds, as `virtual:licences`. */
export const licences = (root: string): Plugin => ({
  name: 'easel-licences',
  resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
  load: (id) => (id === `\0${ID}` ? `export default ${JSON.stringify(licencesOf(root))}` : undefined),
})
