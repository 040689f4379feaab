import './setup/node-version.mjs'

// `npm run setup`: everything but the start. Tries again what failed before, checks what did not.
const { setUp } = await import('./setup/setup.mjs')
const { orExplain } = await import('./setup/explain.mjs')

await orExplain(() => setUp({ again: true, wantElectron: true }))
console.log('Set up. Start the studio with: npm start')
