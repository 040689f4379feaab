import { expect, it } from 'vitest'
import { pageOf } from './guide.mts'

it('a page has its title apart, and headings one lower', () => {
  expect(pageOf('# Data\n\n## Image sets\n\nAll of *them*.')).toEqual({
    title: 'Data',
    html: '<h3 id="image-sets">Image sets</h3>\n<p>All of <em>them</em>.</p>\n',
  })
})

it('leads to other pages only', () => {
  const { html } = pageOf('[data](data.md), [arXiv](https://arxiv.org), [code](../src/x.ts)')
  expect(html).toBe('<p><a href="#/help/data">data</a>, arXiv, code</p>\n')
})

it('has no HTML but its own and indices', () => {
  expect(pageOf('<img src=x onerror=alert(1)>\n\na <b>c</b> <sub onclick=x>').html).not.toMatch(
    /<(img|b|sub)/,
  )
  expect(pageOf('c<sub>t</sub>, F<sup>T</sup>').html).toBe('<p>c<sub>t</sub>, F<sup>T</sup></p>\n')
})
