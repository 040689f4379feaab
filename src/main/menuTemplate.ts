import type { MenuItemConstructorOptions as Item } from 'electron'
import { COMMAND_IDS, commandOf, type CommandId, type MenuState } from '../studio/commands'

const SEPARATOR: Item = { type: 'separator' }

/**
 * The menus as a window's `state` has them. Their keys are the window's: it hears each first, and Electron gives
 * the menus what it leaves.
 * @param choose called with what is chosen
 */
export function menuTemplate(state: MenuState, choose: (id: CommandId) => void, mac: boolean): Item[] {
  const item = (id: CommandId): Item => {
    const { title, keys, check, radio } = commandOf(id)
    return {
      id,
      label: state.titles[id] ?? title,
      enabled: state.enabled.includes(id),
      ...(keys && { accelerator: keys.replace('Mod', 'CommandOrControl') }),
      // Not `radio`: Electron would check the first where none is on.
      ...((check || radio) && { type: 'checkbox', checked: state.checked.includes(id) }),
      click: () => choose(id),
    }
  }
  const items = (menu: string): Item[] =>
    COMMAND_IDS.filter((id) => commandOf(id).menu === menu).flatMap((id) =>
      commandOf(id).first ? [SEPARATOR, item(id)] : [item(id)],
    )
  const zooms: Item[] = [{ role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'resetZoom' }]
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [...items('File'), SEPARATOR, { role: mac ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    { label: 'Run', submenu: items('Run') },
    {
      label: 'View',
      submenu: [
        ...items('View'),
        SEPARATOR,
        ...zooms,
        { role: 'togglefullscreen' },
        SEPARATOR,
        { role: 'reload' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    { label: 'Help', role: 'help', submenu: items('Help') },
  ]
}
