// Imported before anything else is loaded, so that an old Node meets a sentence and not a syntax error.
const WANTED = 20

if (Number(process.versions.node.split('.')[0]) < WANTED) {
  /** @type {Record<string, string>} */
  const remedies = {
    darwin: 'brew install node',
    win32: 'winget install OpenJS.NodeJS.LTS',
    linux: 'nvm install --lts (Debian 12 and Ubuntu 22.04 have older ones in apt)',
  }
  const remedy = remedies[process.platform] || 'install it from nodejs.org'
  console.error(
    'Easel needs Node ' + WANTED + ' or newer; this is ' + process.version + '. Remedy: ' + remedy,
  )
  process.exit(1)
}
