import { z } from 'zod'

/** Of a command: its name in menus and lists, and the keys that give it. */
interface Command {
  readonly title: string
  readonly menu: 'File' | 'Run' | 'View' | 'Help'
  /** As `Mod+Shift+O`; Mod is Ctrl, on a Mac ⌘. */
  readonly keys?: string
  /** Instead of `keys` where a browser keeps those for itself. */
  readonly browserKeys?: string
  /** Begins a group of its menu. */
  readonly first?: true
  /** Is on or off; of those of one `radio` one is on. */
  readonly check?: true
  readonly radio?: string
}

/** Everything that a menu, a key or the list of commands can do, in the order of the menus. */
export const COMMANDS = {
  'new-run': { title: 'New run', menu: 'File', keys: 'Mod+N', browserKeys: 'Alt+Shift+N' },
  'import-data': { title: 'Import data…', menu: 'File', keys: 'Mod+O' },
  'import-run': { title: 'Import run…', menu: 'File', keys: 'Mod+Shift+O' },
  export: { title: 'Export…', menu: 'File', keys: 'Mod+E' },
  preferences: { title: 'Preferences', menu: 'File', keys: 'Mod+,', first: true },

  start: { title: 'Start', menu: 'Run', keys: 'Mod+Enter' },
  'pause-resume': { title: 'Pause', menu: 'Run', keys: 'Mod+P' },
  checkpoint: { title: 'Checkpoint now', menu: 'Run', keys: 'Mod+S' },
  'stop-keep': { title: 'Stop and keep', menu: 'Run', keys: 'Mod+.', first: true },
  'stop-discard': { title: 'Stop and discard…', menu: 'Run' },
  'watch-active': {
    title: 'Watch what trains',
    menu: 'Run',
    keys: 'Mod+Shift+W',
    browserKeys: 'Alt+Shift+W',
    first: true,
  },

  'go-new': { title: 'New run', menu: 'View', keys: 'Mod+1', browserKeys: 'Alt+Shift+1', radio: 'place' },
  'go-watch': { title: 'Watch', menu: 'View', keys: 'Mod+2', browserKeys: 'Alt+Shift+2', radio: 'place' },
  'go-runs': { title: 'Runs', menu: 'View', keys: 'Mod+3', browserKeys: 'Alt+Shift+3', radio: 'place' },
  'go-gallery': { title: 'Gallery', menu: 'View', keys: 'Mod+4', browserKeys: 'Alt+Shift+4', radio: 'place' },
  'go-lab': { title: 'Lab', menu: 'View', keys: 'Mod+5', browserKeys: 'Alt+Shift+5', radio: 'place' },
  'follow-training': {
    title: 'Follow training',
    menu: 'View',
    keys: 'Mod+Shift+F',
    first: true,
    check: true,
  },
  palette: { title: 'Find…', menu: 'View', keys: 'Mod+K' },
  'theme-system': { title: 'System theme', menu: 'View', first: true, radio: 'theme' },
  'theme-light': { title: 'Light theme', menu: 'View', radio: 'theme' },
  'theme-dark': { title: 'Dark theme', menu: 'View', radio: 'theme' },

  help: { title: 'User’s guide', menu: 'Help', keys: 'F1' },
  shortcuts: { title: 'Keyboard shortcuts', menu: 'Help', keys: 'Mod+/' },
  log: { title: 'Log', menu: 'Help', keys: 'Mod+Shift+L', first: true },
  paper: { title: 'The paper', menu: 'Help' },
  about: { title: 'About Easel', menu: 'Help', first: true },
} as const satisfies Record<string, Command>

export type CommandId = keyof typeof COMMANDS
export const COMMAND_IDS = Object.keys(COMMANDS) as [CommandId, ...CommandId[]]
export const commandOf = (id: CommandId): Command => COMMANDS[id]

/** What a menu has to know of the window: what can be done there now, what is on, and what is called otherwise. */
export const menuStateSchema = z.strictObject({
  enabled: z.array(z.enum(COMMAND_IDS)),
  checked: z.array(z.enum(COMMAND_IDS)),
  titles: z.partialRecord(z.enum(COMMAND_IDS), z.string().max(100)),
})
export type MenuState = z.infer<typeof menuStateSchema>
