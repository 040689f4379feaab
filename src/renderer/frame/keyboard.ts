import type { Keyboard } from '../../studio/keys'

/** The keyboard before this window. */
export const keyboard: Keyboard = {
  mac: /Mac|iP(hone|ad)/.test(navigator.platform),
  browser: window.easel === undefined,
}
