import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { holding } from './lock.mjs'

const name = `lock test ${process.pid}`

test('lets one in at a time', async () => {
  let inside = 0
  let most = 0
  const job = async () => {
    most = Math.max(most, ++inside)
    await sleep(20)
    inside--
  }
  await Promise.all([holding(name, job), holding(name, job), holding(name, job)])
  expect(most).toBe(1)
})

test('hands over what the job returns, and is free after one that throws', async () => {
  await expect(holding(name, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await holding(name, async () => 7)).toBe(7)
})

test('says that it waits, and is freed by kill -9', async () => {
  const program = `import(${JSON.stringify(new URL('./lock.mjs', import.meta.url).href)}).then(({ holding }) =>
    holding(${JSON.stringify(name)}, () => new Promise(() => setInterval(() => console.log('held'), 10))))`
  const owner = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(owner.stdout, 'data')
  let waited = 0
  const entered = holding(
    name,
    async () => 'in',
    () => {
      waited++
      owner.kill('SIGKILL')
    },
  )
  expect(await entered).toBe('in')
  expect(waited).toBe(1)
})
