import type { CommandId, MenuState } from './commands'

/** What Electron adds to the window (`window.easel`); absent in a browser. */
export interface Shell {
  /** Asks main for a port to the studio; it arrives as a window message with data {@link PORT_MESSAGE}. */
  connect(): void
  /** Where a file that was dropped or chosen lies on disk. */
  pathOf(file: File): string
  /** Shows a file or folder of the studio's own in the file manager. */
  reveal(path: string): void
  /** Tells the menus what can be done in the window now. */
  menu(state: MenuState): void
  /** Hears what is chosen in the menus. */
  onCommand(listener: (id: CommandId) => void): void
  /** Opens an address in the person's browser. */
  openLink(link: LinkName): void
  /** Brings the window before all others. */
  show(): void
  /** Has a folder chosen; null where none was. */
  chooseFolder(): Promise<string | null>
}
export const PORT_MESSAGE = 'easel:port'
/** Channels between preload and main. */
export const CHANNELS = {
  connect: 'studio:connect',
  port: 'studio:port',
  reveal: 'studio:reveal',
  menu: 'studio:menu',
  command: 'studio:command',
  link: 'studio:link',
  show: 'studio:show',
  chooseFolder: 'studio:choose-folder',
} as const

/** The only addresses the studio opens, and only in a browser of the person's own. */
export const LINKS = {
  paper: 'https://arxiv.org/abs/1502.04623',
} as const
export type LinkName = keyof typeof LINKS
