import './setup/node-version.mjs'

// `npm start`: sets up what is missing, then opens the studio in Electron, or serves it to a browser and says why.
const { setUp } = await import('./setup/setup.mjs')
const { orExplain } = await import('./setup/explain.mjs')
const { hasDisplay, openInElectron, serve } = await import('./setup/open.mjs')

const browser = process.argv.includes('--browser')
const args = process.argv.slice(2).filter((arg) => arg !== '--browser')

const wantElectron = !browser && hasDisplay()
const { electron } = await orExplain(() => setUp({ again: false, wantElectron }))

if (wantElectron && electron.executable) openInElectron(electron.executable, args)
else if (browser) serve('as --browser asks', args)
else serve(hasDisplay() ? 'for there is no Electron' : 'for there is no display here', args)
