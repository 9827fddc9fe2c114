import { z } from 'zod'
import { profileName, shiftBreak } from './fleet.ts'
import { point } from './geo.ts'
import { load, skills } from './load.ts'
import { localTime, timeZone } from './local-time.ts'
import { textLine } from './text.ts'

const fleetShape = 'A fleet file is one object: {"depot": {…}, "vehicles": [{…}]}.'
const needsCapacity = 'A vehicle needs a capacity in at least one dimension, such as {"parcels": 80}.'

/** A fleet as a file: one depot and its vehicles, each with the shift it drives. */
export const fleetFile = z.strictObject(
  {
    depot: z.strictObject({ name: textLine(80), ...point.shape, zone: timeZone }),
    vehicles: z
      .array(
        z.strictObject({
          id: textLine(80),
          profile: profileName.default('car'),
          capacity: z
            .record(z.string(), z.unknown(), needsCapacity)
            .pipe(load.refine((value) => Object.keys(value).length > 0, needsCapacity)),
          skills: skills.default([]),
          start: localTime,
          end: localTime,
          breaks: z.array(shiftBreak).max(6).default([]),
          costs: z
            .strictObject({
              fixed: z.number().min(0).default(0),
              per_hour: z.number().min(0).default(0),
              per_km: z.number().min(0).default(0),
            })
            .default({ fixed: 0, per_hour: 0, per_km: 0 }),
        }),
      )
      .min(1, 'The fleet has no vehicles; a plan needs at least one.')
      .max(2_000)
      .superRefine((vehicles, context) => {
        const seen = new Set<string>()
        for (const [index, { id }] of vehicles.entries()) {
          if (seen.has(id)) {
            context.addIssue({
              code: 'custom',
              path: [index, 'id'],
              message: `The id "${id}" is used twice.`,
            })
          }
          seen.add(id)
        }
      }),
  },
  { error: ({ code }) => (code === 'invalid_type' ? fleetShape : undefined) },
)
export type FleetFile = z.infer<typeof fleetFile>
