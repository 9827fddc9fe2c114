import { z } from 'zod'

const speedKmh = z.number().positive().max(200)
const words = z.array(z.string())

/** A largest allowed value of a vehicle, compared with a limit tag of the same meaning. */
const limits = z.strictObject({
  maxweight: z.number().positive().optional(),
  maxheight: z.number().positive().optional(),
  maxwidth: z.number().positive().optional(),
  maxlength: z.number().positive().optional(),
})

/**
 * How one kind of vehicle may use roads and how fast it drives there; all of it data, so that a new vehicle needs no code.
 * The rules that read it are in `read-way.ts` and `barriers.ts`.
 */
export const profileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and dashes'),
  /** Speed by `highway` value; a way with another value is not used. */
  speedsKmh: z.record(z.string(), speedKmh),
  /** Speed by `service` value on `highway=service`. */
  serviceSpeedsKmh: z.record(z.string(), speedKmh).default({}),
  /** Speed cap by `surface` value. */
  surfaceCapsKmh: z.record(z.string(), speedKmh).default({}),
  /** The vehicle's own top speed. */
  topSpeedKmh: speedKmh.optional(),
  /** Access tags, most specific first: the first one present decides. */
  accessKeys: words.min(1),
  accessBlocked: words,
  /** `highway` values that are open only where the deciding access tag has one of `accessGranted`. */
  grantedOnly: words.default([]),
  accessGranted: words.default([]),
  /** One-way tags, most specific first: the first one present decides. */
  onewayKeys: words.min(1),
  onewayForward: words,
  onewayBackward: words,
  onewayBoth: words,
  onewayClosed: words,
  impliedOnewayJunction: words,
  impliedOnewayHighway: words,
  /** Use of posted limits within these bounds; without it the table alone counts. */
  maxspeed: z
    .strictObject({
      minKmh: z.number(),
      maxKmh: z.number(),
      /** Share of a posted limit that is driven in practice, by `highway` value; 1 where absent. */
      factors: z.record(z.string(), z.number().positive().max(1)).default({}),
    })
    .optional(),
  /** What the vehicle measures: tonnes and metres. */
  vehicle: limits.default({}),
  barriers: z.strictObject({
    blocking: words,
    gates: words,
    /** Whether a blocked node ends the road. The reference model A counts such nodes but drives through. */
    close: z.boolean(),
  }),
  /** `nearest` takes any road; `connected` avoids roads from which the rest of the map cannot be reached. */
  snap: z.enum(['nearest', 'connected']),
})

export type Profile = Readonly<z.infer<typeof profileSchema>>
export type ProfileInput = z.input<typeof profileSchema>
