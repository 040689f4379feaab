import type { Studio } from '../../../studio/api'
import {
  pictureChoicesSchema,
  type Inspection,
  type PictureChoices,
  type Preview,
} from '../../../studio/pictures'
import { wordsOf } from '../../state/notices.svelte'

/** Typing settles before a preview is made, ms. */
const SETTLE = 150

/** How pictures are to be imported, while a person decides it. */
export class Choosing {
  readonly inspection: Inspection
  height = $state('')
  width = $state('')
  colour = $state<PictureChoices['colour']>('grey')
  fit = $state<PictureChoices['fit']>('crop')
  /** The newest that was made; what is shown while the next one is. */
  preview = $state.raw<Preview>()
  failure = $state('')

  readonly choices: PictureChoices | undefined = $derived.by(() => {
    const { height, width, colour, fit } = this
    return pictureChoicesSchema.safeParse({ height: numberOf(height), width: numberOf(width), colour, fit })
      .data
  })
  /** Whether all pictures have the size that was chosen: then there is nothing to fit. */
  readonly asTheyAre: boolean = $derived.by(() => {
    const { sizes, sizeCount } = this.inspection
    const [only] = sizes
    return sizeCount === 1 && only?.height === this.choices?.height && only?.width === this.choices?.width
  })

  constructor(inspection: Inspection) {
    this.inspection = inspection
    const { height, width, colour, fit } = inspection.choices
    Object.assign(this, { height: String(height), width: String(width), colour, fit })
  }

  problemOf(side: 'height' | 'width'): string | undefined {
    const { success } = pictureChoicesSchema.shape[side].safeParse(numberOf(this[side]))
    return success ? undefined : 'A whole number of pixels from 4 to 256'
  }

  /** Makes a preview whenever the choices change; to be called where effects may be. */
  follow(studio: Studio): void {
    const { token } = this.inspection
    let first = true
    $effect(() => {
      const { choices } = this
      if (!choices) return
      let current = true
      const timer = setTimeout(
        () => {
          studio.previewImport({ token, choices }).then(
            (preview) => {
              if (!current) return
              this.preview = preview
              this.failure = ''
            },
            (error: unknown) => current && (this.failure = wordsOf(error).message),
          )
        },
        first ? 0 : SETTLE,
      )
      first = false
      return () => {
        current = false
        clearTimeout(timer)
      }
    })
  }
}

const numberOf = (typed: string) => (typed.trim() === '' ? NaN : Number(typed))
