import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../engine/binding'
import { engineStatuses, tensorflowBuild } from '../engine/statuses'
import type { About } from '../studio/requests/desktop'
import { VERSION } from '../studio/version'
import type { Home } from './home'

/** What the studio is made with, on this machine. */
export function aboutOf({ dataFolder }: Home): About {
  const { electron, chrome, node } = process.versions as Partial<Record<string, string>>
  const tensorflow = tensorflowBuild()
  const versions: [string, string | undefined][] = [
    ['Easel', VERSION],
    ['TensorFlow', tensorflow && [tensorflow.version, tensorflow.build && `(${tensorflow.build})`].join(' ')],
    ['TensorFlow.js', versionOf('@tensorflow/tfjs-core')],
    ['Electron', electron],
    ['Chromium', chrome],
    ['Node.js', node],
    ['System', `${process.platform} ${process.arch}`],
  ]
  return {
    versions: versions.flatMap(([name, version]) => (version ? [{ name, version }] : [])),
    engines: engineStatuses(),
    dataFolder,
  }
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder(name), 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}
