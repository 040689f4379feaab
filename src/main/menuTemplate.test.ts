import { expect, it, vi } from 'vitest'
import { COMMAND_IDS, type CommandId, type MenuState } from '../studio/commands'
import { menuTemplate } from './menuTemplate'

const state: MenuState = {
  enabled: ['new-run', 'pause-resume', 'theme-dark'],
  checked: ['theme-dark'],
  titles: { 'pause-resume': 'Resume' },
}
interface Item {
  id?: string
  label?: string
  enabled?: boolean
  checked?: boolean
  accelerator?: string
  click?: () => void
  submenu?: Item[]
}
const template = (choose: (id: CommandId) => void = () => {}) => menuTemplate(state, choose, false) as Item[]
const items = (choose?: (id: CommandId) => void) => template(choose).flatMap(({ submenu }) => submenu ?? [])
const item = (id: CommandId) => items().find((one) => one.id === id)

it('has every command once', () => {
  const ids = items().flatMap(({ id }) => id ?? [])
  expect([...ids].sort()).toEqual([...COMMAND_IDS].sort())
})

it('shows what can be done, what is on, and what it is called now', () => {
  expect(item('pause-resume')).toMatchObject({ label: 'Resume', enabled: true })
  expect(item('checkpoint')).toMatchObject({ label: 'Checkpoint now', enabled: false })
  expect(item('theme-dark')).toMatchObject({ checked: true })
  expect(item('theme-light')).toMatchObject({ checked: false })
})

it('shows the keys as Electron writes them, and says what was chosen', () => {
  expect(item('import-run')).toMatchObject({ accelerator: 'CommandOrControl+Shift+O' })
  const choose = vi.fn()
  items(choose)
    .find(({ id }) => id === 'new-run')
    ?.click?.()
  expect(choose).toHaveBeenCalledWith('new-run')
})
