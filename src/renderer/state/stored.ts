import type { z } from 'zod'

/** What this window, or one before it, left under `key`; undefined of nothing, and of what `schema` does not know. */
export function stored<T>(key: string, schema: z.ZodType<T>): T | undefined {
  const text = localStorage.getItem(key)
  if (text === null) return undefined
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch (error) {
    // An older window may have left anything.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export function store(key: string, value: unknown): void {
  localStorage.setItem(key, JSON.stringify(value))
}
