// Before anything is drawn: the theme as it was last, or as the system has it (state/theme.svelte.ts).
{
  const kept = localStorage.getItem('easel.theme')
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset.theme =
    kept === 'light' || kept === 'dark' ? kept : dark ? 'dark' : 'light'
}
