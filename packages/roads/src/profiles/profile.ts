import { z } from 'zod'
import { highwayValues } from './highway-values.ts'

/** The least speed keeps a slip such as 0.001 from making a road of hours. */
const speedKmh = z.number().min(0.1).max(200)
const seconds = z.number().nonnegative().max(86_400)
const metres = z.number().positive().max(100)
const tonnes = z.number().positive().max(200)
const words = z.array(z.string())
const tagTable = z.record(z.string(), words)
const highway = z.enum(highwayValues)
const byHighway = z.partialRecord(highway, speedKmh)
const detourFactor = z.union([z.literal('closed'), z.number().min(1).max(100)])

const maxspeed = z.strictObject({
  keys: words
    .min(1)
    .default(['maxspeed'])
    .describe('Tags that post a limit; the lowest one that can be read counts.'),
  fallbackKeys: words.default([]).describe('Tags that are read, in order, where none of `keys` can be.'),
  minKmh: z.number().positive().describe('A lower limit is taken for an error and not read.'),
  maxKmh: z.number().positive().max(200).describe('A higher limit is taken for an error and not read.'),
  factors: z
    .partialRecord(highway, z.number().positive().max(1))
    .default({})
    .describe('Share of a posted limit that is driven in practice, by `highway`; 1 where absent.'),
  words: z
    .record(z.string(), speedKmh)
    .default({})
    .describe('What a word in place of a number stands for, such as `walk`, or `DE:rural` for this vehicle.'),
  zones: z
    .boolean()
    .default(false)
    .describe('Whether names of legal zones such as `PT:urban` or `FR:zone30` are read as that limit.'),
})

const vehicle = z.strictObject({
  weightT: tonnes
    .optional()
    .describe('Weight when loaded; against `maxweight` and `maxweightrating`, also `…:hgv` for a lorry.'),
  axleLoadT: tonnes.optional().describe('Heaviest axle; against `maxaxleload`.'),
  heightM: metres.optional().describe('Height; against `maxheight` and `maxheight:physical`.'),
  widthM: metres.optional().describe('Width; against `maxwidth` and `maxwidth:physical`.'),
  lengthM: metres.optional().describe('Length; against `maxlength`.'),
  hazmat: z.boolean().default(false).describe('Carries dangerous goods: closed where `hazmat=no`.'),
  waterHazard: z
    .boolean()
    .default(false)
    .describe('Carries goods that endanger water: closed where `hazmat:water=no`.'),
  explosives: z.boolean().default(false).describe('Carries explosives: closed where `hazmat:explosive=no`.'),
  tunnelCode: z
    .enum(['B', 'C', 'D', 'E'])
    .optional()
    .describe(
      'ADR tunnel restriction code of the load: `C` is closed out where `hazmat:C`, `D` or `E` is `no`.',
    ),
})

const barriers = z.strictObject({
  blocking: words.describe('`barrier` values that stop the vehicle unless an access tag opens them.'),
  gates: words.describe('`barrier` values that let it through unless an access tag closes them.'),
  closedBy: tagTable.default({}).describe('Tags that close a gate for good, by key.'),
  close: z
    .boolean()
    .describe(
      'Whether a blocked node ends the road. The reference without turns counts such nodes but drives through.',
    ),
})

const nodes = z.strictObject({
  costsS: z
    .record(z.string(), z.record(z.string(), seconds))
    .default({})
    .describe('Seconds lost at a node by tag key and value; where several match, the largest counts.'),
  restrictedGateS: seconds
    .default(0)
    .describe('Seconds lost at a gate whose access tag has one of `accessDestination`.'),
})

const turns = z.strictObject({
  nearSideS: seconds.describe('A right angle to the near side (right where one drives on the right).'),
  farSideS: seconds.describe('A right angle to the far side, across oncoming traffic.'),
  uTurnS: seconds.describe('Turning back, where that is allowed.'),
  giveWayS: seconds
    .default(0)
    .describe('Extra for entering a more important road where no signals give the way.'),
  importance: z
    .partialRecord(z.union([highway, z.literal('ferry')]), z.number())
    .default({})
    .describe('Which of two roads is the more important, by `highway`: the larger number; 0 where absent.'),
})

const ferries = z.strictObject({
  speedKmh: speedKmh.describe('Speed where the ferry has no `duration` that makes sense.'),
  boardingS: seconds.default(0).describe('Waiting and boarding, lost each time a ferry is entered.'),
  needGrant: z
    .boolean()
    .default(true)
    .describe('Whether a ferry takes this vehicle only where a tag of its own kind says so.'),
})

/**
 * How one kind of vehicle may use roads and how fast it drives there; all of it data, so that a new vehicle needs no code.
 * What is left out by default changes nothing. `docs/roads/profiles.md` tells people who edit one what the fields do.
 */
export const profileSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and dashes, at most 64')
    .describe('Name of the profile: lower-case letters, digits and dashes.'),

  speedsKmh: byHighway.describe('Speed by `highway`; a way with another value is not used.'),
  serviceSpeedsKmh: z
    .record(z.string(), speedKmh)
    .default({})
    .describe('Speed by `service` on `highway=service`, instead of the table’s.'),
  topSpeedKmh: speedKmh.optional().describe('The vehicle’s own top speed.'),
  highwayCapsKmh: byHighway.default({}).describe('Top speed by `highway`, whatever is posted.'),
  surfaceCapsKmh: z.record(z.string(), speedKmh).default({}).describe('Top speed by `surface`.'),
  smoothnessCapsKmh: z.record(z.string(), speedKmh).default({}).describe('Top speed by `smoothness`.'),
  tracktypeCapsKmh: z.record(z.string(), speedKmh).default({}).describe('Top speed by `tracktype`.'),
  maxspeed: maxspeed.optional().describe('Use of posted limits; without it the tables alone count.'),

  accessKeys: words.min(1).describe('Access tags, most specific first: the first one present decides.'),
  accessBlocked: words.describe('Access values that close a road.'),
  accessDestination: words
    .default([])
    .describe('Access values that open a road to trips that begin or end on it, and to no others.'),
  serviceDestination: words
    .default([])
    .describe('`service` values of roads that only trips that begin or end there use.'),
  destinationOnlyPenaltyS: seconds
    .default(0)
    .describe('Seconds held against passing through a road that is open to its own trips only.'),
  grantedOnly: z
    .array(highway)
    .default([])
    .describe(
      '`highway` values that are open only where an access tag has a value of `accessGranted` or `accessDestination`.',
    ),
  modeGrantedOnly: z
    .array(highway)
    .default([])
    .describe('The same, where a plain `access` tag does not suffice.'),
  accessGranted: words.default([]).describe('Access values that open a road of the two lists above.'),
  grantedBy: tagTable
    .default({})
    .describe('Other tags that open a road of the two lists above, by key, such as a pavement for walkers.'),
  closedBy: tagTable
    .default({})
    .describe('Other tags that close a road, by key, such as `motorroad=yes` for bikes.'),
  push: z
    .strictObject({
      speedKmh: speedKmh.describe('Walking pace.'),
      accessValues: words.describe('Access values that mean pushing.'),
      highways: z.array(highway).describe('Roads to push along where riding is not granted.'),
    })
    .optional()
    .describe('Getting off and pushing, in both directions of any road.'),
  directionalTags: z
    .boolean()
    .default(false)
    .describe('Whether `…:forward` and `…:backward` of access and speed tags are read.'),

  onewayKeys: words.describe('One-way tags, most specific first: the first one present decides.'),
  onewayForward: words.describe('Values that allow the direction of drawing only.'),
  onewayBackward: words.describe('Values that allow the other direction only.'),
  onewayBoth: words.describe('Values that allow both.'),
  onewayClosed: words.describe('Values that close the road.'),
  impliedOnewayJunction: words.describe('`junction` values that are one-way without saying so.'),
  impliedOnewayHighway: z.array(highway).describe('`highway` values that are one-way without saying so.'),
  contraflowBy: tagTable
    .default({})
    .describe('Tags that open a one-way road in both directions, by key, such as `cycleway=opposite`.'),

  vehicle: vehicle
    .prefault({})
    .describe('What the vehicle measures and carries; a limit it exceeds closes the road.'),
  avoid: z
    .strictObject({
      toll: detourFactor.optional().describe('Roads with `toll=yes`, for a lorry also `toll:hgv=yes`.'),
      ferry: detourFactor.optional().describe('Ferries.'),
      motorway: detourFactor.optional().describe('Motorways and their ramps.'),
      unpaved: detourFactor.optional().describe('Unpaved surfaces and tracks.'),
      tunnel: detourFactor.optional().describe('Tunnels.'),
    })
    .default({})
    .describe('Roads to stay off: `closed`, or how many times slower than it is such a road counts.'),
  ferries: ferries.optional().describe('Use of `route=ferry`; without it none is taken.'),

  barriers: barriers.describe('What stops the vehicle at a node.'),
  nodes: nodes.prefault({}).describe('What delays it at a node.'),
  turns: turns.optional().describe('What a turn costs; without it nothing.'),
  turnRestrictions: z
    .union([z.boolean(), z.literal('at-nodes')])
    .default(true)
    .describe(
      'Whether `restriction` relations hold for it: not for walkers; `at-nodes` leaves out those whose `via` are ways.',
    ),
  uTurns: z
    .enum(['dead-ends', 'anywhere'])
    .default('dead-ends')
    .describe('Where it may turn back on the road it came by.'),
  drivesOnLeft: z.boolean().default(false).describe('Whether traffic keeps to the left.'),
  snap: z
    .enum(['nearest', 'connected'])
    .describe(
      '`nearest` takes any road; `connected` avoids roads from which the rest of the map cannot be reached.',
    ),
})

export type Profile = Readonly<z.infer<typeof profileSchema>>
export type ProfileInput = z.input<typeof profileSchema>
