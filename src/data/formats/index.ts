import { amat } from './amat'
import type { Format } from './format'
import { cifar } from './cifar'
import { idx } from './idx'
import { mat } from './mat'
import { npy } from './npy'
import { pictures } from './pictures/pictures'

/** Every format there is, in the order in which they are asked: the first that claims a file has it. */
export const FORMATS: readonly Format[] = [pictures, idx, amat, cifar, mat, npy]
