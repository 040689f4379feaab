import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COMMAND_IDS, commandOf, menuStateSchema } from './commands'
import { commandFor, keysOf, keysTable, written, type Press } from './keys'

const pressed = (key: string, change: Partial<Press> = {}): Press => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
})
const PC = { mac: false, browser: false }
const MAC = { mac: true, browser: false }
const BROWSER = { mac: false, browser: true }

describe('keys', () => {
  it.each([PC, MAC, BROWSER])('give one command each', (keyboard) => {
    const all = COMMAND_IDS.map((id) => keysOf(id, keyboard)).filter(Boolean)
    expect(new Set(all).size).toBe(all.length)
  })

  it('are Ctrl on a PC and ⌘ on a Mac', () => {
    expect(commandFor(pressed('n', { ctrlKey: true }), PC)).toBe('new-run')
    expect(commandFor(pressed('n', { metaKey: true }), MAC)).toBe('new-run')
    expect(commandFor(pressed('n', { ctrlKey: true }), MAC)).toBeUndefined()
    expect(commandFor(pressed('n'), PC)).toBeUndefined()
  })

  it('mind Shift', () => {
    expect(commandFor(pressed('o', { ctrlKey: true }), PC)).toBe('import-data')
    expect(commandFor(pressed('O', { ctrlKey: true, shiftKey: true }), PC)).toBe('import-run')
  })

  it('are others where a browser keeps them, and are found under what Alt and Shift make of them', () => {
    expect(commandFor(pressed('3', { ctrlKey: true }), BROWSER)).toBeUndefined()
    const press = pressed('£', { code: 'Digit3', altKey: true, shiftKey: true })
    expect(commandFor(press, BROWSER)).toBe('go-runs')
    const accented = pressed('˜', { code: 'KeyN', altKey: true, shiftKey: true })
    expect(commandFor(accented, { mac: true, browser: true })).toBe('new-run')
  })

  it('go by the letter that is written, where the layout moves it', () => {
    // AZERTY: A lies where QWERTY has Q.
    expect(commandFor(pressed('p', { code: 'KeyR', ctrlKey: true }), PC)).toBe('pause-resume')
    expect(commandFor(pressed('r', { code: 'KeyP', ctrlKey: true }), PC)).toBeUndefined()
  })

  it('are written as the platform writes them', () => {
    expect(written('Mod+Shift+O', PC)).toBe('Ctrl + Shift + O')
    expect(written('Mod+Shift+O', MAC)).toBe('⇧⌘O')
    expect(written('Alt+Shift+1', MAC)).toBe('⌥⇧1')
  })

  it('are written down in docs/studio.md', () => {
    expect(readFileSync('docs/studio.md', 'utf8')).toContain(keysTable())
  })
})

describe('the menu’s state', () => {
  it('names commands only', () => {
    expect(
      menuStateSchema.safeParse({ enabled: ['start'], checked: [], titles: { start: 'Go' } }).success,
    ).toBe(true)
    expect(menuStateSchema.safeParse({ enabled: ['quit'], checked: [], titles: {} }).success).toBe(false)
  })

  it('has a group of radios side by side', () => {
    const radios = COMMAND_IDS.map((id) => commandOf(id).radio)
    for (const name of new Set(radios.filter(Boolean))) {
      const at = radios.flatMap((radio, i) => (radio === name ? [i] : []))
      expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBe(at.length - 1)
    }
  })
})
