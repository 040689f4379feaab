import type { Frame } from '../../studio/drawing'

/** A frame that was being watched, which may not be kept on disk. */
let handed: { readonly run: string; readonly frame: Frame } | undefined

export function handOver(run: string, frame: Frame): void {
  handed = { run, frame }
}

/** The frame of `run` after `step`, if that is the one handed over last. */
export const handedFrame = (run: string, step: number | undefined): Frame | undefined =>
  handed?.run === run && handed.frame.step === step ? handed.frame : undefined
