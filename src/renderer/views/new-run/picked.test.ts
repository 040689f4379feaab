import { expect, it } from 'vitest'
import { pathsOf, pickedFrom } from './picked'

const fileOf = (name: string, webkitRelativePath = '') => ({ name, webkitRelativePath }) as File
const shell = { pathOf: ({ name }: File) => name, connect() {}, reveal() {} }

it('a folder that was picked is one path, whatever lies in it', () => {
  const picked = pickedFrom([
    fileOf('/home/ada/set/cat/1.png', 'set/cat/1.png'),
    fileOf('/home/ada/set/2.png', 'set/2.png'),
  ])
  expect(picked.map(({ name }) => name)).toEqual(['set/2.png', 'set/cat/1.png'])
  expect(pathsOf(picked, shell)).toEqual(['/home/ada/set'])
})

it('files are their own paths', () => {
  expect(pathsOf(pickedFrom([fileOf('/a/1.idx'), fileOf('/a/2.idx')]), shell)).toEqual([
    '/a/1.idx',
    '/a/2.idx',
  ])
  expect(pickedFrom(null)).toEqual([])
})
