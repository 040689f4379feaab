/** Made when the studio is built: scripts/vite/. */
declare module 'virtual:licences' {
  export interface Licences {
    readonly packages: readonly {
      readonly name: string
      readonly version: string
      readonly licence: string
      /** Which of `texts`; absent where the package has none. */
      readonly text?: number
    }[]
    readonly texts: readonly string[]
  }
  const licences: Licences
  export default licences
}
declare module 'virtual:guide' {
  export interface Page {
    readonly title: string
    readonly html: string
  }
  /** docs/*.md by name, without the ending. */
  const pages: Readonly<Record<string, Page>>
  export default pages
}
