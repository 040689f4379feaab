import { amat } from './amat'
import { cifar } from './cifar'
import type { Format } from './format'
import { idx } from './idx'
import { mat } from './mat'
import { npy } from './npy'
import { pictures } from './pictureFiles/pictures'
import { svhn } from './svhn/svhn'

/** Every format there is, in the order in which they are asked: the first that claims a file has it. */
export const FORMATS: readonly Format[] = [svhn, pictures, idx, amat, cifar, mat, npy]
