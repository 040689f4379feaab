import { fileURLToPath } from 'node:url'

/** A program of the bench, built beside this one. */
export const built = (name: string): string => fileURLToPath(new URL(`${name}.mjs`, import.meta.url))
