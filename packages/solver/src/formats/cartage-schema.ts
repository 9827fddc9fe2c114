import { z } from 'zod'
import { MEASURES } from '../model/options.ts'
import type { Objective, RouteSequence } from '../model/options.ts'
import { problemFields } from '../model/problem-schema.ts'

/** What is minimised: a name, or terms. */
export const objectiveSchema: z.ZodType<Objective> = z.union([
  z.enum(['cost', 'distance', 'vehicles']),
  z
    .array(
      z.strictObject({
        measure: z.enum(MEASURES).meta({ description: 'what is counted' }),
        weight: z.number().nonnegative().meta({ description: 'price of a unit of the measure' }),
        level: z
          .number()
          .int()
          .nonnegative()
          .meta({ description: 'a lower level outranks every later one; 0 when absent' })
          .optional(),
      }),
    )
    .min(1)
    .readonly(),
])

const sequencesSchema: z.ZodType<readonly RouteSequence[]> = z
  .array(
    z.strictObject({
      shift: z.string().meta({ description: 'id of the shift' }),
      jobs: z
        .array(z.string())
        .meta({
          description: "ids in the order of the visits, a shipment's twice, @ with a depot's for a reload",
        })
        .readonly(),
    }),
  )
  .readonly()

/** Cartage's own JSON: a problem, and beside it what is asked of the search. */
export const cartageSchema = z.strictObject({
  $schema: z
    .string()
    .meta({ description: 'this schema, for editors that check a file while it is written' })
    .optional(),
  ...problemFields,
  objective: objectiveSchema
    .meta({ description: 'what is minimised after serving by priority; cost when absent' })
    .optional(),
  start: sequencesSchema.meta({ description: 'a plan to improve' }).optional(),
  reference: sequencesSchema.meta({ description: 'the plan that changes count against' }).optional(),
  mostChanges: z
    .number()
    .int()
    .nonnegative()
    .meta({ description: 'most tasks that may leave their shift of reference' })
    .optional(),
})
