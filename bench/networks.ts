import type { Network } from '../src/draw/network'

/** The networks of the paper's Table 3 that steps are timed with. */
export const NETWORKS: Readonly<Record<string, { readonly network: Network; readonly batch: number }>> = {
  mnist: { network: network(28, 1, 64, 256, 100, 2, 5), batch: 100 },
  'mnist-no-attention': { network: { ...network(28, 1, 64, 256, 100, 2, 5), attention: false }, batch: 100 },
  svhn: { network: network(54, 3, 32, 800, 100, 12, 12), batch: 50 },
  cifar: { network: network(32, 3, 64, 400, 200, 5, 5), batch: 50 },
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
export function optionsOf(n: Network, batch: number): string[] {
  const options = {
    T: n.glimpses,
    h: n.hidden,
    z: n.latent,
    read: n.readSize,
    write: n.writeSize,
    batch,
    height: n.height,
    width: n.width,
    channels: n.channels,
  }
  return [
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ...(n.attention ? [] : ['--no-attention']),
  ]
}
