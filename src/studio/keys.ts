import { COMMAND_IDS, commandOf, type CommandId } from './commands'

/** Where a key is pressed: modifiers differ on a Mac, and browsers keep some keys for themselves. */
export interface Keyboard {
  readonly mac: boolean
  readonly browser: boolean
}
/** What of a KeyboardEvent tells one combination from another. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** The keys of a command on `keyboard`, as `Mod+Shift+O`. */
export function keysOf(id: CommandId, { browser }: Keyboard): string | undefined {
  const { keys, browserKeys } = commandOf(id)
  return (browser ? browserKeys : undefined) ?? keys
}

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩' }

/** As people write it: Ctrl + Shift + O, on a Mac ⇧⌘O. */
export function written(keys: string, { mac }: Pick<Keyboard, 'mac'>): string {
  const parts = keys.split('+')
  if (!mac) return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join(' + ')
  const order = ['Alt', 'Shift', 'Mod']
  const sorted = [...parts].sort((a, b) => ((order.indexOf(a) + 4) % 4) - ((order.indexOf(b) + 4) % 4))
  return sorted.map((part) => MAC_SIGNS[part] ?? part).join('')
}

/** Letters and digits are told by where the key is, for with Alt or Shift it writes something else. */
const isKey = (wanted: string, { key, code }: Press): boolean =>
  /^[A-Z]$/.test(wanted)
    ? key.toUpperCase() === wanted || (!/^[a-z]$/i.test(key) && code === `Key${wanted}`)
    : /^\d$/.test(wanted)
      ? code === `Digit${wanted}` || code === `Numpad${wanted}`
      : key === wanted

function isPress(keys: string, press: Press, mac: boolean): boolean {
  const parts = keys.split('+')
  const wants = (modifier: string) => parts.includes(modifier)
  return (
    isKey(parts.at(-1) ?? '', press) &&
    press.shiftKey === wants('Shift') &&
    press.altKey === wants('Alt') &&
    press.ctrlKey === (!mac && wants('Mod')) &&
    press.metaKey === (mac && wants('Mod'))
  )
}

/** The command that `press` gives, if any. */
export const commandFor = (press: Press, keyboard: Keyboard): CommandId | undefined =>
  COMMAND_IDS.find((id) => {
    const keys = keysOf(id, keyboard)
    return keys !== undefined && isPress(keys, press, keyboard.mac)
  })

/** The table under “Keys” in docs/studio.md. */
export function keysTable(): string {
  const cell = (keys = '') => keys && `\`${written(keys, { mac: false })}\``
  const rows = COMMAND_IDS.flatMap((id) => {
    const { title, menu, keys, browserKeys } = commandOf(id)
    return keys
      ? [`| ${menu} | ${title.replace('…', '')} | ${cell(keys)} | ${cell(browserKeys ?? keys)} |`]
      : []
  })
  return ['| menu | | keys | in a browser |', '|---|---|---|---|', ...rows].join('\n')
}
