import { Menu } from 'electron'
import type { CommandId, MenuState } from '../studio/commands'
import { menuTemplate } from './menuTemplate'

const NOTHING: MenuState = { enabled: [], checked: [], titles: {} }

/** Sets the application's menus; what is returned shows another state in them. */
export function createMenu(choose: (id: CommandId) => void): (state: MenuState) => void {
  let shown = NOTHING
  const show = (state: MenuState) => {
    shown = state
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate(state, chosen, process.platform === 'darwin')),
    )
  }
  const chosen = (id: CommandId) => {
    // A check that was clicked turns by itself; it shows what is so.
    show(shown)
    choose(id)
  }
  show(NOTHING)
  return show
}
