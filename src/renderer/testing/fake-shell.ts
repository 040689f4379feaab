import type { Shell } from '../../studio/shell'

const nothing = () => {}

/** What Electron adds, for tests in a browser: it does nothing but what `change` says. */
export const fakeShell = (change: Partial<Shell> = {}): Shell => ({
  connect: nothing,
  pathOf: ({ name }) => name,
  reveal: nothing,
  menu: nothing,
  onCommand: nothing,
  openLink: nothing,
  show: nothing,
  chooseFolder: async () => null,
  ...change,
})
