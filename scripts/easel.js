#!/usr/bin/env node
'use strict'

// The command `easel`: the built command line, once the set-up has built it.
const { existsSync } = require('node:fs')
const { join } = require('node:path')

const built = join(__dirname, '..', 'out', 'main', 'easel.js')
if (!existsSync(built)) {
  console.error('easel is not built yet. In its folder, run: npm run setup')
  process.exit(1)
}
require(built)
