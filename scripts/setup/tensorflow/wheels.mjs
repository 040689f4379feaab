import { here } from '../paths.mjs'
import { lastLine, run } from '../run.mjs'
import { Problem } from '../say.mjs'

/** @typedef {'cpu' | 'gpu'} Build */
/** @typedef {{ name: string, file: string, url: string, sha256: string }} Wheel */

export const VERSION = '2.21.0'
/** The C++ libraries do not depend on a Python: any wheel's will do, so one is named and its hash pinned. */
const PYTHON = '3.11'
const PLATFORMS = [
  'manylinux_2_28_x86_64',
  'manylinux_2_27_x86_64',
  'manylinux_2_17_x86_64',
  'manylinux2014_x86_64',
]

/** @type {Record<Build, { package: string, sha256: string }>} */
export const WHEEL = {
  cpu: {
    package: 'tensorflow-cpu',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  },
  gpu: { package: 'tensorflow', sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124' },
}

/** A Python that has pip. @returns {Promise<string>} */
export async function findPython() {
  for (const python of ['python3', 'python']) {
    if ((await run(python, ['-m', 'pip', '--version'])).ok) return python
  }
  throw new Problem(
    'no Python with pip was found to fetch it. Remedy: install both (Debian, Ubuntu: apt-get install python3-pip)',
  )
}

/**
 * @param {string} python
 * @param {string[]} requirements as pip writes them
 * @returns {Promise<Wheel[]>}
 */
export async function findWheels(python, requirements) {
  const script = here('scripts', 'setup', 'tensorflow', 'find_wheels.py')
  const pip = await run(python, [script, PLATFORMS.join(','), PYTHON, ...requirements], { timeout: 180_000 })
  if (!pip.ok)
    throw new Problem(
      `pip could not find ${requirements[0]} (${lastLine(pip.stderr)}). Remedy: check the network, then npm run setup`,
    )
  return JSON.parse(pip.stdout)
}

/** @param {string} python @param {Build} build @returns {Promise<Wheel>} */
export async function findTensorflow(python, build) {
  const { package: name, sha256 } = WHEEL[build]
  const [wheel] = await findWheels(python, [`${name}==${VERSION}`])
  return { ...wheel, sha256 }
}

/**
 * pip's own download, for networks it knows the way through and we do not (proxies, key rings).
 * @param {string} python @param {string} name of the package @param {string} file the wheel's @param {string} folder
 */
export async function pipDownload(python, name, file, folder) {
  const version = file.split('-')[1]
  const args = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    `--python-version=${PYTHON}`,
    '--dest',
    folder,
  ]
  const platforms = PLATFORMS.map((platform) => `--platform=${platform}`)
  const pip = await run(python, [...args, ...platforms, `${name}==${version}`], { show: true })
  if (!pip.ok)
    throw new Problem(`${file} could not be downloaded. Remedy: check the network, then npm run setup`)
}
