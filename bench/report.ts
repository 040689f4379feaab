export type Row = Readonly<Record<string, string | number>>

/** Prints `rows` as a table, and after it the whole result as one line of JSON. */
export function report(
  bench: string,
  result: { readonly rows: readonly Row[]; readonly [key: string]: unknown },
) {
  console.table(result.rows)
  console.log(JSON.stringify({ bench, ...result }))
}

/** Says what is not measured, why, and what would help. */
export const skip = (what: string, why: string, remedy: string): void =>
  console.log(`Not measured: ${what}. ${why} ${remedy}`)

/** What a person can mend: told without a stack. */
export class Unmeasured extends Error {}
