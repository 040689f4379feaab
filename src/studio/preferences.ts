import { z } from 'zod'
import { engineNameSchema } from './run'

/** What a person has settled once for all runs: preferences.json. */
const FIELDS = {
  theme: z.enum(['system', 'light', 'dark']),
  /** Holds runs, data sets and logs; null is the platform's own place. Absolute. */
  dataFolder: z.string().min(1).max(4096).nullable(),
  /** For new runs; null is the fastest one here. */
  engine: engineNameSchema.nullable(),
  /** Of a run that ended or failed, while the window is out of sight. */
  notifications: z.boolean(),
} as const
const given = z.object(FIELDS).partial()

export type Preferences = z.infer<z.ZodObject<typeof FIELDS>>
export type ThemeChoice = Preferences['theme']

export const NO_PREFERENCES: Preferences = {
  theme: 'system',
  dataFolder: null,
  engine: null,
  notifications: true,
}

/** The file: what is missing is as in {@link NO_PREFERENCES}; what a later Easel put there is kept. */
export const preferencesSchema = given
  .loose()
  .transform((kept) => ({ ...NO_PREFERENCES, ...kept }) as Preferences)
/** A change to some of them. */
export const preferenceChangeSchema = given.strict()
export type PreferenceChange = z.infer<typeof preferenceChangeSchema>

/** `preferences` with `change` made to them. */
export function changed(preferences: Preferences, change: PreferenceChange): Preferences {
  const said = Object.entries(change).filter(([, value]) => value !== undefined)
  return { ...preferences, ...Object.fromEntries(said) }
}
