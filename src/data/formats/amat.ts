import { basename } from 'node:path'
import type { SplitName } from '../dataset'
import { AMAT_SIDE, readAmat } from './amatText'
import { bySplit } from './bySplit'
import type { Claim, Format, Opened, Stream } from './format'
import { familyOf, splitOf } from './names'
import { peek, type Source } from './sources'

const COUNTS: Readonly<Record<SplitName, number>> = { train: 50_000, validation: 10_000, test: 10_000 }

/** Static binarized MNIST as text, a file for each split, gzip or not. */
export const amat: Format = {
  id: 'amat',
  title: '.amat',
  async recognise(sources) {
    const claims: Claim[] = []
    for (const source of sources) {
      if (!(await isAmat(source))) continue
      const split = splitOf(source.file)
      claims.push({ source, content: 'images', ...(split && { split, family: familyOf(source.file) }) })
    }
    return claims
  },
  async open(claims): Promise<Opened> {
    const splits: Partial<Record<SplitName, Stream>> = {}
    const counts: Partial<Record<SplitName, number>> = {}
    for (const [split, { source }] of bySplit(claims))
      splits[split] = {
        count: undefined,
        async *read(reading) {
          let count = 0
          for await (const images of readAmat(source, reading)) {
            count += images.length / AMAT_SIDE ** 2
            yield { images }
          }
          counts[split] = count
        },
      }
    return {
      channels: 1,
      height: AMAT_SIDE,
      width: AMAT_SIDE,
      splits,
      get notes() {
        const whole = Object.entries(COUNTS).every(([split, count]) => counts[split as SplitName] === count)
        return whole
          ? []
          : [
              'This is not all of static binarized MNIST (50,000 + 10,000 + 10,000): compare it with no table.',
            ]
      },
    }
  },
}

const isAmat = async (source: Source): Promise<boolean> =>
  /\.amat(\.gz)?$/i.test(basename(source.file)) ||
  /^([01] ){32}/.test(Buffer.from(await peek(source, 64)).toString('latin1'))
