import { encode } from 'fast-png'
import type { Raster } from './raster'

/** PNG allows Latin-1 alone in tEXt, and no controls: anything else becomes \u{…}. */
const latin1 = (text: string) =>
  text.replace(/[^\x20-\x7e\xa1-\xff]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)

/** The same raster and text always give the same bytes. */
export const png = (raster: Raster, text: Record<string, string> = {}): Uint8Array =>
  encode({
    ...raster,
    depth: 8,
    text: Object.fromEntries(Object.entries(text).map(([key, value]) => [key, latin1(value)])),
  })
