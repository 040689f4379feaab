/** Hands a file to the browser, or to Electron, which asks where to put it. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  fetchAs(url, name)
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** {@link download} of what the served studio has at `url`. */
export function fetchAs(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
