import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Marked } from 'marked'
import type { Page } from 'virtual:guide'
import type { Plugin } from 'vite'

const ID = 'virtual:guide'
/** Of docs/, in the order they are offered. */
export const PAGES = ['studio', 'data', 'settings', 'cli', 'formats', 'setup']

/** `text` as an id. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s+/g, '-')

/** A page of docs/ as HTML that leads nowhere but to other pages: the window opens no other address. */
export function pageOf(markdown: string): Page {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth + 1} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth + 1}>\n`
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens)
        const [, page = ''] = /^(\w+)\.md$/.exec(href) ?? []
        return PAGES.includes(page) ? `<a href="#/help/${page}">${words}</a>` : `${words}`
      },
      image: ({ text }) => text,
      html: ({ text }) => (/^<\/?su[bp]>$/.test(text) ? text : ''),
    },
  })
  const [, title = ''] = /^# (.*)$/m.exec(markdown) ?? []
  const html = marked.parse(markdown.replace(/^# .*$/m, ''), { async: false })
  // A column without a name has no header, to a screen reader.
  return { title, html: html.replaceAll('<th></th>', '<td></td>') }
}

/** A Vite plugin: docs/ for people, as `virtual:guide`; `root` is the checkout. */
export const guide = (root: string): Plugin => ({
  name: 'easel-guide',
  resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
  load(id) {
    if (id !== `\0${ID}`) return undefined
    const pages = PAGES.map((name) => [name, pageOf(readFileSync(join(root, 'docs', `${name}.md`), 'utf8'))])
    return `export default ${JSON.stringify(Object.fromEntries(pages))}`
  },
})
