import { z } from 'zod'
import { RoadsError } from '../errors.ts'

const instant = z.iso.datetime({ offset: true })
const coordinates = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])

const place = {
  /** Rings of `[lon, lat]`, the first the outside and the others holes. Every segment that meets the area is meant. */
  area: z.array(z.array(coordinates).min(3)).min(1).optional(),
  /** The part of a way that is nearest to a coordinate, from one junction to the next. */
  roads: z
    .array(
      z.strictObject({
        wayId: z.number().int(),
        lon: z.number().min(-180).max(180),
        lat: z.number().min(-90).max(90),
        /** As the way is drawn, against it, or both. */
        direction: z.enum(['both', 'along', 'against']).default('both'),
      }),
    )
    .min(1)
    .optional(),
  /** `highway` values, or `ferry`. */
  classes: z.array(z.string()).min(1).optional(),
}

/** Where something holds: on roads that fulfil all that is given; everywhere when nothing is. */
const roadPlace = z.strictObject(place)

/** A closure, or another speed, for a time. */
const roadChange = z.strictObject({
  ...place,
  id: z.string(),
  /** Share of the usual speed that is driven, 0.5 for half; 0 closes the road. */
  speedFactor: z.number().min(0).max(10),
  /** Instants between which it holds, the last excluded; from ever or for ever when absent. */
  from: instant.optional(),
  until: instant.optional(),
})

/** Usual speeds by the hour of the week, Monday 0:00 first, as shares of the profile's. */
const trafficPattern = z.strictObject({
  ...place,
  factors: z
    .array(z.number().positive().max(10))
    .length(168, 'there must be 168 factors, one for each hour of the week'),
})

export type CheckedPlace = z.output<typeof roadPlace>
export type RoadChange = z.input<typeof roadChange>
export type TrafficPattern = z.input<typeof trafficPattern>

/** What holds on the roads besides their profile. */
export interface RoadConditions {
  readonly changes?: readonly RoadChange[] | undefined
  /** Where several patterns hold, their factors are multiplied, as those of changes are. */
  readonly traffic?: readonly TrafficPattern[] | undefined
  /** IANA zone of the patterns' hours; UTC when absent. */
  readonly timeZone?: string | undefined
}

const roadConditions = z.strictObject({
  changes: z.array(roadChange).default([]),
  traffic: z.array(trafficPattern).default([]),
  timeZone: z.string().refine(isTimeZone, 'is not an IANA time zone').default('UTC'),
})

export type CheckedConditions = z.output<typeof roadConditions>

/** Throws `invalid_conditions` naming the field that is wrong. */
export function checkConditions(conditions: RoadConditions): CheckedConditions {
  const checked = check(conditions)
  if ('conditions' in checked) return checked.conditions
  throw new RoadsError('invalid_conditions', checked.problems[0].message)
}

/** What is wrong with road conditions. */
export interface ConditionsProblem {
  /** A path such as `traffic.0.factors`; empty where it is the conditions as a whole. */
  readonly field: string
  /** A sentence that names the field too. */
  readonly message: string
}

/** The conditions, or everything that is wrong with them. */
export function check(
  conditions: unknown,
):
  | { readonly conditions: CheckedConditions }
  | { readonly problems: readonly [ConditionsProblem, ...ConditionsProblem[]] } {
  const parsed = roadConditions.safeParse(conditions)
  if (parsed.success) return { conditions: parsed.data }
  const [first, ...others] = parsed.error.issues.map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
    const field = [...issue.path.map(String), ...unknown].join('.')
    const place = field === '' ? '' : ` at "${field}"`
    return { field, message: `The road conditions are wrong${place}: ${issue.message}.` }
  })
  return { problems: [first ?? { field: '', message: parsed.error.message }, ...others] }
}

function isTimeZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
