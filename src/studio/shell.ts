/** What Electron adds to the window (`window.easel`); absent in a browser. */
export interface Shell {
  /** Asks main for a port to the studio; it arrives as a window message with data {@link PORT_MESSAGE}. */
  connect(): void
  /** Where a file that was dropped or chosen lies on disk. */
  pathOf(file: File): string
  /** Shows a file or folder of the runs folder in the file manager. */
  reveal(path: string): void
}
export const PORT_MESSAGE = 'easel:port'
/** Channels between preload and main. */
export const CHANNELS = { connect: 'studio:connect', port: 'studio:port', reveal: 'studio:reveal' } as const
