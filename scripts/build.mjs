import './setup/node-version.mjs'

// `npm run build`: builds out/, needed or not.
const { build } = await import('./setup/build.mjs')
const { findElectron } = await import('./setup/electron.mjs')
const { orExplain } = await import('./setup/explain.mjs')

await orExplain(() => build({ electron: findElectron(), anyway: true }))
