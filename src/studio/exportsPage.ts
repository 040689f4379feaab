import { EXPORT_NAMES, formatOf } from './exports'

/** The table of files that can be taken away, as docs/studio.md has it. */
export function exportsTable(): string {
  const rows = EXPORT_NAMES.map((name) => {
    const { title, ending, of, about, carries } = formatOf(name)
    return `| ${title} | .${ending} | ${of.join(', ')} | ${about} | ${carries.replace(/^(<.*>|__.*__)$/, '`$1`')} |`
  })
  return ['| file | ending | made of | | says what made it in |', '|---|---|---|---|---|', ...rows].join('\n')
}
