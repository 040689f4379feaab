import { PRESETS } from './presets'
import { SETTING_NAMES, SPECS, specOf, type Spec } from './settings'

const range = (spec: Spec): string =>
  spec.type === 'flag'
    ? 'true, false'
    : spec.type === 'choice'
      ? Object.keys(spec.choices).join(', ')
      : `${spec.min} – ${spec.max}${spec.unit ? ` ${spec.unit}` : ''}`

const condition = ({ when = {} }: Spec): string =>
  Object.entries(when)
    .map(([name, values]) => ` Only where \`${name}\` is ${values.join(' or ')}.`)
    .join('')

/** docs/settings.md, made from the settings themselves. */
export function settingsPage(): string {
  const groups = [...new Set(SETTING_NAMES.map((name) => SPECS[name].group))]
  const tables = groups.map((group) => {
    const rows = SETTING_NAMES.filter((name) => SPECS[name].group === group).map((name) => {
      const spec = specOf(name)
      return `| \`${name}\` | ${spec.label}${spec.symbol ? `, ${spec.symbol}` : ''} | ${range(spec)} | ${spec.default} | ${spec.help}${condition(spec)} |`
    })
    return `## ${group}\n\n| key | name | range | default | |\n|---|---|---|---|---|\n${rows.join('\n')}\n`
  })
  const presets = PRESETS.map(({ id, title, about, settings }) => {
    const values = Object.entries(settings).map(([key, value]) => `${key} ${value}`)
    return `| \`${id}\` | ${title} | ${about} | ${values.join(', ')} |`
  })
  return `# Settings

Made from \`src/studio/settings.ts\` and \`presets.ts\` by \`npx vitest run -u src/studio\`. On the command line:
\`--set key=value\`.

${tables.join('\n')}
## Presets

What a preset leaves out is the default.

| id | name | | sets |
|---|---|---|---|
${presets.join('\n')}
`
}
