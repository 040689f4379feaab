import type { SplitName } from './dataset'
import { CIFAR_10_CLASSES } from './formats/cifar'

/** A file as its publisher serves it. */
export interface PublishedFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}
/** A data set the world agrees on, to the last pixel. */
export interface KnownSet {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly kind: 'grey' | 'binary'
  readonly classes?: readonly string[]
  readonly counts: Readonly<Record<SplitName, number>>
  readonly licence: string
  readonly source: string
  readonly channels: number
  readonly height: number
  readonly width: number
  /** {@link import('./fingerprint').fingerprint} of its images and labels; known by its files where there is none. */
  readonly fingerprint?: string
  /** Folders, all the same, that hold {@link files}. */
  readonly mirrors: readonly string[]
  readonly files: readonly PublishedFile[]
}

export const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit))
const counts = { train: 50_000, validation: 10_000, test: 10_000 }

const MNIST_SIZE = { channels: 1, height: 28, width: 28 }
const COLOUR_SIZE = { channels: 3, height: 32, width: 32 }

export const KNOWN_SETS: readonly KnownSet[] = [
  {
    id: 'mnist',
    title: 'MNIST',
    about: 'Handwritten digits in grey: for dynamic binarization, or as they are',
    kind: 'grey',
    ...MNIST_SIZE,
    classes: DIGITS,
    counts,
    licence: 'CC BY-SA 3.0; copyright Yann LeCun and Corinna Cortes, derived from NIST’s data',
    source: 'LeCun, Cortes, Burges: yann.lecun.com/exdb/mnist',
    fingerprint: '53acb175ceff0a4c6c8786e935a9577a335ba41370f3a96b09dcddd33a09d7ff',
    mirrors: [
      'https://ossci-datasets.s3.amazonaws.com/mnist/',
      'https://storage.googleapis.com/cvdf-datasets/mnist/',
    ],
    files: [
      {
        name: 'train-images-idx3-ubyte.gz',
        bytes: 9_912_422,
        sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      },
      {
        name: 'train-labels-idx1-ubyte.gz',
        bytes: 28_881,
        sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
      },
      {
        name: 't10k-images-idx3-ubyte.gz',
        bytes: 1_648_877,
        sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      },
      {
        name: 't10k-labels-idx1-ubyte.gz',
        bytes: 4_542,
        sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
      },
    ],
  },
  {
    id: 'binarized-mnist',
    title: 'Static binarized MNIST',
    about: 'The digits binarized once and for all: what the paper’s Table 2 is about',
    kind: 'binary',
    ...MNIST_SIZE,
    counts,
    licence: 'None stated; derived from MNIST (CC BY-SA 3.0)',
    source: 'Salakhutdinov and Murray 2008, as published by Hugo Larochelle: cs.toronto.edu/~larocheh',
    fingerprint: 'fdae4afb7d3f5c62120f3968073c15e518435bed69b6ead5668032e90a5f56f1',
    mirrors: [
      'https://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/',
      'http://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/',
    ],
    files: [
      {
        name: 'binarized_mnist_train.amat',
        bytes: 78_400_000,
        sha256: 'ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d',
      },
      {
        name: 'binarized_mnist_valid.amat',
        bytes: 15_680_000,
        sha256: '1de3d397c40fe8eeb33dafd4099a1f665ec01e96d9be234aaeeac8a34930e2e2',
      },
      {
        name: 'binarized_mnist_test.amat',
        bytes: 15_680_000,
        sha256: 'e6687bfea3f820c174f33b7865140b2a2dd2930ef786f35d45795fc193b5ab2c',
      },
    ],
  },
  {
    id: 'cifar-10',
    title: 'CIFAR-10',
    about: 'Small colour pictures of ten kinds of things',
    kind: 'grey',
    ...COLOUR_SIZE,
    classes: CIFAR_10_CLASSES,
    counts: { train: 41_667, validation: 8_333, test: 10_000 },
    licence: 'None stated',
    source: 'Krizhevsky 2009: cs.toronto.edu/~kriz/cifar.html',
    mirrors: ['https://www.cs.toronto.edu/~kriz/'],
    files: [
      {
        name: 'cifar-10-binary.tar.gz',
        bytes: 170_052_171,
        sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
      },
    ],
  },
  {
    id: 'svhn-digits',
    title: 'SVHN, cropped digits',
    about:
      'Single digits cut out of house numbers. The paper’s whole numbers, 64 × 64, are train.tar.gz: import it',
    kind: 'grey',
    ...COLOUR_SIZE,
    classes: DIGITS,
    counts: { train: 61_047, validation: 12_210, test: 26_032 },
    licence: 'For non-commercial use',
    source: 'Netzer et al. 2011: ufldl.stanford.edu/housenumbers',
    mirrors: ['http://ufldl.stanford.edu/housenumbers/'],
    files: [
      {
        name: 'train_32x32.mat',
        bytes: 182_040_794,
        sha256: '435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8',
      },
      {
        name: 'test_32x32.mat',
        bytes: 64_275_384,
        sha256: 'cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b',
      },
    ],
  },
]

/** The known set that has this fingerprint, or came in just these files. @param hashes SHA-256 of every file */
export const recogniseSet = (print: string, hashes: readonly string[]): KnownSet | undefined =>
  KNOWN_SETS.find(
    ({ fingerprint, files }) =>
      fingerprint === print ||
      (fingerprint === undefined &&
        files.length === hashes.length &&
        files.every(({ sha256 }) => hashes.includes(sha256))),
  )

export const knownSet = (id: string): KnownSet | undefined => KNOWN_SETS.find((set) => set.id === id)
