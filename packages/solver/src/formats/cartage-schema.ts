import { z } from 'zod'
import { MEASURES } from '../model/options.ts'
import type { Objective, RouteSequence } from '../model/options.ts'
import { problemFields } from '../model/problem.ts'

/** What is minimised: a name, or terms. */
export const objectiveSchema: z.ZodType<Objective> = z.union([
  z.enum(['cost', 'distance', 'vehicles']),
  z
    .array(
      z.strictObject({
        measure: z.enum(MEASURES),
        weight: z.number().nonnegative(),
        level: z.number().int().nonnegative().optional(),
      }),
    )
    .min(1)
    .readonly(),
])

const sequencesSchema: z.ZodType<readonly RouteSequence[]> = z
  .array(z.strictObject({ shift: z.string(), jobs: z.array(z.string()).readonly() }))
  .readonly()

/** Cartage's own JSON: a problem, and beside it what is asked of the search. */
export const cartageSchema = z.strictObject({
  /** For editors that check a file while it is written. */
  $schema: z.string().optional(),
  ...problemFields,
  objective: objectiveSchema.optional(),
  start: sequencesSchema.optional(),
  reference: sequencesSchema.optional(),
  mostChanges: z.number().int().nonnegative().optional(),
})
