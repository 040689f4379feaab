import { z } from 'zod'

/** Of a run or a data set: the name of its folder. */
export const idSchema = z.string().regex(/^[\w.-]{1,128}$/)
export const checkpointSchema = z.union([z.enum(['latest', 'best']), z.int().min(0)])
/** Of what is drawn at random. */
export const seedSchema = z.int().min(0).max(2_147_483_647)
