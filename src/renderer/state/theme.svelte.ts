import type { ThemeChoice } from '../../studio/preferences'

export const THEMES: Readonly<Record<ThemeChoice, string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
}

/** What the next window is painted by, before it has the preferences (public/first-paint.js). */
const KEY = 'easel.theme'
const prefersDark = matchMedia('(prefers-color-scheme: dark)')

const kept = (): ThemeChoice => {
  const value = localStorage.getItem(KEY)
  return value === 'light' || value === 'dark' ? value : 'system'
}

class Theme {
  #choice = $state<ThemeChoice>(kept())
  #system = $state<'light' | 'dark'>(prefersDark.matches ? 'dark' : 'light')
  /** The theme on the screen; canvases that read colours from CSS redraw when it changes. */
  readonly shown = $derived(this.#choice === 'system' ? this.#system : this.#choice)

  constructor() {
    this.#apply()
    prefersDark.addEventListener('change', ({ matches }) => {
      this.#system = matches ? 'dark' : 'light'
      this.#apply()
    })
  }

  get choice(): ThemeChoice {
    return this.#choice
  }

  /** Shows it; whoever wants it kept changes the preferences (`App.prefer`). */
  choose(choice: ThemeChoice): void {
    this.#choice = choice
    localStorage.setItem(KEY, choice)
    this.#apply()
  }

  /** Before anything that depends on `shown` runs, so that it reads the new colours. */
  #apply(): void {
    document.documentElement.dataset['theme'] = this.shown
  }
}

export const theme = new Theme()
