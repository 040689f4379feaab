import { createHash } from 'node:crypto'
import { SPLITS, type Dataset } from './dataset'
import { checkCancelled } from './formats/contents'
import { inOrder, PIECE } from './imageSets'

/**
 * SHA-256 of what a set is, whatever files it came in: its size, kind, images and labels.
 * @throws StudioError when `signal` is aborted
 */
export async function fingerprint(
  {
    kind,
    channels,
    height,
    width,
    splits,
  }: Pick<Dataset, 'kind' | 'channels' | 'height' | 'width' | 'splits'>,
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([kind, channels, height, width]))
  for (const split of SPLITS) {
    const { count, labels } = splits[split]
    hash.update(JSON.stringify([split, count, Boolean(labels)]))
    for await (const { images } of inOrder(splits[split], PIECE)) {
      checkCancelled(signal)
      hash.update(images)
    }
    if (labels) hash.update(labels)
  }
  return hash.digest('hex')
}
