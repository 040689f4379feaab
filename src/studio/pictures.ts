import { z } from 'zod'

/** How pictures of any size become images of one. */
export const pictureChoicesSchema = z.strictObject({
  height: z.int().min(4).max(256),
  width: z.int().min(4).max(256),
  colour: z.enum(['grey', 'colour']),
  /** What is done where the shape differs: the middle is cut out, or black bars are put beside it. */
  fit: z.enum(['crop', 'letterbox']),
})
export type PictureChoices = z.infer<typeof pictureChoicesSchema>

/** Those left out are as the pictures are. */
export type SomeChoices = Partial<PictureChoices>

/** Pictures that were looked at before they are imported. */
export interface Inspection {
  /** Names them to the studio until they are imported or something else is. */
  token: string
  title: string
  /** In train, validation, test; 0 where that split is not given. */
  counts: [number, number, number]
  /** Names of the classes; empty where there are no labels. */
  classes: string[]
  /** The most frequent first, at most eight. */
  sizes: { height: number; width: number; count: number }[]
  /** How many sizes there are. */
  sizeCount: number
  /** What was left out, and why. */
  notes: string[]
  /** As they are, as far as that can be. */
  choices: PictureChoices
}

/** Some of the pictures as they would be stored. */
export interface Preview {
  channels: number
  height: number
  width: number
  /** [n, C, H, W], 0…255. */
  images: Uint8Array
}
