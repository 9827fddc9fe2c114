import { z } from 'zod'
import {
  LARGEST_POSITION,
  LARGEST_TIME,
  LARGEST_TRAVEL,
  MOST_BREAKS,
  MOST_WORK_RULES,
} from './checks/check-figures.ts'
import type { Problem } from './problem.ts'

/*
 * Ranges of figures are checked by `validateProblem`, which names field and value. Here they are only told to the
 * published schema, and so to editors.
 */
const number = (description: string, range: object = {}) => z.number().meta({ description, ...range })
const amount = (description: string) => number(description, { minimum: 0 })
const positive = (description: string, range: object = {}) =>
  number(description, { exclusiveMinimum: 0, ...range })
const count = (description: string, minimum = 0) => number(description, { type: 'integer', minimum })
const seconds = (description: string, minimum: number) =>
  number(description, { type: 'integer', minimum, maximum: LARGEST_TIME })
const time = (description: string) => seconds(`${description}, in seconds after any origin`, -LARGEST_TIME)
const duration = (description: string, least = 0) => seconds(`${description}, in seconds`, least)
const text = (description: string) => z.string().meta({ description })
const id = (description: string) => z.string().min(1).meta({ description })
const texts = (description: string) => z.array(z.string()).meta({ description }).readonly()
const location = (description: string) => z.number().int().nonnegative().meta({ description })
const load = (description: string) =>
  z
    .array(amount('in the unit of its dimension'))
    .meta({ description: `${description}, a figure for each dimension` })
    .readonly()
const window = z
  .tuple([time('from'), time('to')])
  .meta({ description: 'from and to, both included' })
  .readonly()
const windows = (description: string) => z.array(window).meta({ description }).readonly()
const byName = (description: string, figure: z.ZodNumber) =>
  z.record(z.string(), figure).meta({ description })

/** Long arrays are checked number by number in `prepare`, where an error can name row and column. */
const whole = (description: string, minimum: number, maximum?: number) =>
  z
    .custom<Int32Array | readonly number[]>(
      (value) => value instanceof Int32Array || Array.isArray(value),
      'expected an array of numbers',
    )
    .meta({
      description,
      type: 'array',
      items: { type: 'integer', minimum, ...(maximum === undefined ? {} : { maximum }) },
    })

const coordinates = (description: string) =>
  z
    .custom<Float64Array | readonly number[]>(
      (value) => value instanceof Float64Array || Array.isArray(value),
      'expected an array of numbers',
    )
    .meta({ description, type: 'array', items: { type: 'number' } })

const matrixSeconds = whole('seconds, row by row (row = from), -1 for no way', -1, LARGEST_TRAVEL)

const matrixMetres = whole('metres, row by row (row = from), -1 for no way', -1, LARGEST_TRAVEL)

const matrixSchema = z.strictObject({
  durationS: matrixSeconds,
  distanceM: matrixMetres,
  slices: z
    .array(
      z.strictObject({
        fromS: time('from when on it holds'),
        durationS: matrixSeconds,
        distanceM: matrixMetres.optional(),
      }),
    )
    .meta({ description: 'travel that differs over the day, ascending by fromS' })
    .readonly()
    .optional(),
})

const straightLinesSchema = z.strictObject({
  surface: z.enum(['plane', 'globe']).meta({ description: 'what the points lie on' }),
  x: coordinates('by location; on a globe the longitude in degrees'),
  y: coordinates('by location; on a globe the latitude in degrees'),
  scale: positive('metres for each unit of length, or for each metre of a great circle').default(1),
  metresPerSecond: positive('how fast it is driven, in metres a second').default(1),
  rounding: z
    .enum(['nearest', 'down'])
    .meta({ description: 'how metres and seconds become whole' })
    .default('nearest'),
  near: z
    .strictObject({
      first: whole('by location, where its legs begin in the other arrays; at last their number', 0),
      to: whole('where each leg leads, ascending for each location', 0),
      durationS: whole('seconds of each leg', 0, LARGEST_TRAVEL),
      distanceM: whole('metres of each leg', 0, LARGEST_TRAVEL),
    })
    .meta({ description: 'short legs that are known better' })
    .optional(),
})

const visitFields = {
  location: location('where'),
  serviceS: duration('service').default(0),
  windows: windows('work starts in one of these; none: any time').default([]),
  softWindows: z
    .array(
      z.strictObject({
        fromS: time('before it is early').optional(),
        toS: time('after it is late').optional(),
        earlyPerMinute: amount('money a minute before fromS').optional(),
        latePerMinute: amount('money a minute after toS').optional(),
      }),
    )
    .meta({ description: 'wishes about the start of work; the cheapest counts' })
    .readonly()
    .optional(),
  setupS: duration('work before the service, not needed where the stop before is here').optional(),
  serviceByVehicleS: byName('service by type of vehicle', duration('service')).optional(),
  setupByVehicleS: byName('setup by type of vehicle', duration('setup')).optional(),
}

const taskFields = {
  id: id('unique among jobs and shipments'),
  load: load('what is carried').default([]),
  skills: texts('the shift has all of these').default([]),
  forbiddenSkills: texts('the shift has none of these').optional(),
  priority: number('a higher one is served first, whatever it costs', { minimum: 0, maximum: 100 }).default(
    0,
  ),
  prize: amount('money lost by leaving it out; absent: it must be served').optional(),
  group: text('of the tasks of one group at most one is served').optional(),
  goods: texts('kinds of goods, for incompatibleGoods').optional(),
  zone: text('for the zones of shifts').optional(),
  pin: z
    .strictObject({
      shift: text('the id of the shift that serves it'),
      position: z
        .number()
        .int()
        .meta({
          minimum: -1,
          maximum: LARGEST_POSITION,
          description: 'its place on the route from 0 without reloads, -1 = last',
        })
        .optional(),
      onFirstTrip: z.boolean().meta({ description: 'no reload stands ahead of it' }).optional(),
      startS: time('when work starts exactly').optional(),
    })
    .meta({ description: 'binds it to a shift' })
    .optional(),
}

const jobSchema = z.strictObject({
  ...taskFields,
  ...visitFields,
  kind: z
    .enum(['delivery', 'pickup', 'service'])
    .meta({ description: 'on board from the start of its trip, until its end, or never' })
    .default('delivery'),
  takes: load('what a delivery takes along from the same stop').optional(),
  releaseS: time('when the goods of a delivery are at the depot').optional(),
})

const shipmentSchema = z.strictObject({
  ...taskFields,
  pickup: z.strictObject(visitFields).meta({ description: 'where it is picked up' }),
  delivery: z
    .strictObject(visitFields)
    .meta({ description: 'where it is brought to, later on the same trip' }),
  maxRideS: duration('longest time on board').optional(),
})

const breakSchema = z.strictObject({
  fromS: time('earliest start'),
  toS: time('latest start'),
  durationS: duration('length'),
  windows: windows('it starts in one of these, fromS and toS being their hull').optional(),
  maxLoad: load('what may be on board meanwhile').optional(),
})

const costsSchema = z.strictObject({
  fixed: amount('money for using the shift').default(0),
  perHour: amount('money an hour from leaving to return').default(0),
  perKm: amount('money a kilometre').default(0),
  perOvertimeHour: amount('money an hour beyond overtimeAfterS').optional(),
  perWaitingHour: amount('money an hour of waiting').optional(),
  perTaskHour: amount('money an hour of setup and service').optional(),
  perDrivingHour: amount('money an hour of driving').optional(),
  outsideZone: amount('money for each task outside preferredZones').optional(),
})

const workRuleSchema = z.strictObject({
  measure: z
    .enum(['driving', 'work'])
    .meta({ description: 'what is counted; work is driving, setup and service' }),
  afterS: duration('after so much a rest is owed', 1),
  restS: duration('length of the rest', 1),
  splitS: z
    .tuple([duration('first part', 1), duration('second part', 1)])
    .meta({ description: 'a rest in two parts of these lengths is enough' })
    .readonly()
    .optional(),
  sinceS: duration('counted already when the route leaves').optional(),
  isHalfRested: z
    .boolean()
    .meta({ description: 'the first part of a split rest has been held by then' })
    .optional(),
})

const shiftSchema = z.strictObject({
  id: id('unique among shifts'),
  profile: text('the matrix it drives on'),
  vehicleType: text('selects serviceByVehicleS and setupByVehicleS').optional(),
  start: location('where it begins; absent: at its first stop').optional(),
  end: location('where it ends; absent: at its last stop').optional(),
  window: window.meta({ description: 'it leaves and returns within' }),
  latestStartS: time('it leaves no later').optional(),
  capacity: load('what it can carry').default([]),
  onBoard: load('what is on board when it starts, until the end of the first trip').optional(),
  skills: texts('what it can do').default([]),
  breaks: z
    .array(breakSchema)
    .meta({
      description: 'owed by a route that leaves before toS and returns after it',
      maxItems: MOST_BREAKS,
    })
    .readonly()
    .default([]),
  workRules: z
    .array(workRuleSchema)
    .meta({ description: 'rests owed after driving or work', maxItems: MOST_WORK_RULES })
    .readonly()
    .optional(),
  costs: costsSchema.meta({ description: 'prices' }).default({ fixed: 0, perHour: 0, perKm: 1 }),
  maxStops: count('most jobs and ends of shipments').optional(),
  maxDistanceM: amount('most metres').optional(),
  maxDurationS: amount('most seconds from leaving to return').optional(),
  maxDrivingS: amount('most seconds of driving').optional(),
  maxWorkS: amount('most seconds of driving, setup and service').optional(),
  overtimeAfterS: amount('seconds from leaving that cost nothing extra').optional(),
  speedFactor: number('1.25 drives a quarter faster than the matrix', {
    minimum: 0.01,
    maximum: 100,
  }).optional(),
  reloads: texts('ids of depots where it may reload').optional(),
  maxTrips: z.number().int().meta({ minimum: 1, description: 'most trips' }).optional(),
  allowedZones: texts('tasks in other zones, or in none, are refused').optional(),
  preferredZones: texts('tasks in other zones, or in none, cost outsideZone').optional(),
  taskCosts: byName('money for serving a task, by its id', amount('money')).optional(),
  prefix: texts("ids that the route begins with, a shipment's twice").optional(),
})

const tasks = z.array(z.string()).meta({ description: 'ids of jobs and shipments', minItems: 2 }).readonly()

const relationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z
      .enum(['sameVehicle', 'differentVehicles', 'sequence', 'directSequence', 'synchronised'])
      .meta({ description: 'the rule that holds for the tasks' }),
    tasks,
  }),
  z.strictObject({
    kind: z.literal('before').meta({ description: 'the second starts after the end of the first' }),
    first: text('id of a job or shipment'),
    second: text('id of another'),
    minGapS: seconds('least seconds from the end of the first to the start of the second', 0).optional(),
    maxGapS: seconds('most seconds from the end of the first to the start of the second', 0).optional(),
  }),
])

const depotSchema = z.strictObject({
  id: id('unique among depots'),
  location: location('where'),
  loadingS: duration('each reload').default(0),
  windows: windows('a reload starts in one of these; none: any time').default([]),
})

/** The fields of a problem as JSON, for formats that put more beside them. */
export const problemFields = {
  name: text('stands in the answer').default('problem'),
  dimensions: texts('names of the load dimensions, in the order of every load and capacity').default([]),
  locationCount: location('how many locations there are'),
  matrices: z.record(z.string(), matrixSchema).meta({ description: 'travel by profile' }).default({}),
  straightLines: z
    .record(z.string(), straightLinesSchema)
    .meta({ description: 'travel by profile, for profiles without a matrix' })
    .optional(),
  jobs: z.array(jobSchema).meta({ description: 'visits of one place' }).readonly(),
  shipments: z
    .array(shipmentSchema)
    .meta({ description: 'pickups with their deliveries' })
    .readonly()
    .optional(),
  shifts: z.array(shiftSchema).meta({ description: 'drivers with vehicles, a route each' }).readonly(),
  depots: z
    .array(depotSchema)
    .meta({ description: 'places to unload and load again between two trips' })
    .readonly()
    .optional(),
  relations: z.array(relationSchema).meta({ description: 'rules between tasks' }).readonly().optional(),
  incompatibleGoods: z
    .array(z.tuple([z.string(), z.string()]).readonly())
    .meta({ description: 'pairs of goods that never share a trip' })
    .readonly()
    .optional(),
  units: z
    .strictObject({
      time: positive('seconds of the matrices that make one'),
      distance: positive('metres of the matrices that make one'),
    })
    .meta({ description: 'units of what is shown' })
    .optional(),
}

/**
 * The shape of a problem as JSON, with defaults for what is usually left out. Ranges and cross-checks (ids, matrix
 * sizes, contradictory windows) are made by `prepare`.
 */
export const problemSchema: z.ZodType<Problem, unknown> = z.strictObject(problemFields)
