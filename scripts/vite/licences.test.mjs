import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { licencesOf } from './licences.mts'

const { packages, texts } = licencesOf('.')

it('has every dependency of package.json, and those they bring', () => {
  const names = packages.map(({ name }) => name)
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  for (const name of [...Object.keys(dependencies), 'svelte', 'electron', 'long'])
    expect(names).toContain(name)
  expect(names).not.toContain('prettier')
})

it('has each once, with its licence and where there is one its text', () => {
  expect(new Set(packages.map(({ name, version }) => `${name} ${version}`)).size).toBe(packages.length)
  for (const { name, licence, version } of packages) expect(licence && version, name).toBeTruthy()
  const zod = packages.find(({ name }) => name === 'zod')
  expect(zod?.licence).toBe('MIT')
  expect(texts[zod?.text ?? -1]).toContain('Permission is hereby granted')
})
