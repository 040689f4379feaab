import type { ClassifierNetwork } from '../src/draw/classifier'
import { networkOf, type Network } from '../src/draw/network'
import { presetOf, settingsOf } from '../src/studio/presets'

/** What steps are timed with: networks of the paper's Table 3, and the studio's smallest preset. */
export const NETWORKS: Readonly<Record<string, { readonly network: Network; readonly batch: number }>> = {
  laptop: laptop(),
  mnist: { network: network(28, 1, 64, 256, 100, 2, 5), batch: 100 },
  'mnist-no-attention': { network: { ...network(28, 1, 64, 256, 100, 2, 5), attention: false }, batch: 100 },
  svhn: { network: network(54, 3, 32, 800, 100, 12, 12), batch: 50 },
  cifar: { network: network(32, 3, 64, 400, 200, 5, 5), batch: 50 },
}

/** Those of them that classify. */
export const CLASSIFIERS: Readonly<
  Record<string, { readonly network: ClassifierNetwork; readonly batch: number }>
> = {
  classify: {
    network: {
      channels: 1,
      height: 100,
      width: 100,
      attention: true,
      glimpses: 8,
      hidden: 256,
      readSize: 12,
      classes: 10,
    },
    batch: 100,
  },
}

export const isClassifier = (network: Network | ClassifierNetwork): network is ClassifierNetwork =>
  'classes' in network

/** The studio's preset Laptop, of MNIST's images. */
function laptop(): { network: Network; batch: number } {
  const preset = presetOf('laptop')
  if (!preset) throw new RangeError('The studio has no preset laptop')
  const settings = settingsOf(preset, { kind: 'binary', channels: 1 })
  return { network: networkOf({ channels: 1, height: 28, width: 28 }, settings), batch: settings.batch }
}

function network(
  size: number,
  channels: number,
  glimpses: number,
  hidden: number,
  latent: number,
  readSize: number,
  writeSize: number,
): Network {
  return {
    height: size,
    width: size,
    channels,
    glimpses,
    hidden,
    latent,
    readSize,
    writeSize,
    attention: true,
  }
}

/** The options of the peers' scripts. */
export function optionsOf(n: Network | ClassifierNetwork, batch: number): string[] {
  const options = {
    T: n.glimpses,
    h: n.hidden,
    read: n.readSize,
    batch,
    height: n.height,
    width: n.width,
    channels: n.channels,
    ...(isClassifier(n) ? { classes: n.classes } : { z: n.latent, write: n.writeSize }),
  }
  return [
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ...(n.attention ? [] : ['--no-attention']),
  ]
}
