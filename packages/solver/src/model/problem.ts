import { z } from 'zod'

/** Travel between all pairs of locations, row-major (row = from); -1 means there is no way. */
export interface Matrix {
  readonly durationS: Int32Array | readonly number[]
  readonly distanceM: Int32Array | readonly number[]
}

/** A service must start inside one of its windows, both ends included. */
export type Window = readonly [fromS: number, toS: number]

/** A visit of one place. Deliveries are on board from the start of the route, pickups stay until its end. */
export interface Job {
  readonly id: string
  readonly kind: 'delivery' | 'pickup' | 'service'
  readonly location: number
  /** One figure per load dimension, >= 0, decimals allowed; a service carries nothing. */
  readonly load: readonly number[]
  readonly serviceS: number
  /** Empty means any time. */
  readonly windows: readonly Window[]
  readonly skills: readonly string[]
  /** 0 to 100; a higher priority is served first, whatever it costs. */
  readonly priority: number
}

/** One end of a shipment. */
export interface ShipmentEnd {
  readonly location: number
  readonly serviceS: number
  readonly windows: readonly Window[]
}

/** A pickup and, later on the same route, its delivery. */
export interface Shipment {
  readonly id: string
  readonly pickup: ShipmentEnd
  readonly delivery: ShipmentEnd
  readonly load: readonly number[]
  readonly skills: readonly string[]
  readonly priority: number
}

/**
 * A break starts within [fromS, toS], lasts durationS and overlaps neither driving nor service. A route that
 * leaves before toS and returns after toS owes it.
 */
export interface Break {
  readonly fromS: number
  readonly toS: number
  readonly durationS: number
}

export interface Costs {
  readonly fixed: number
  readonly perHour: number
  readonly perKm: number
}

/** A driver and a vehicle for a time window: gives at most one route. */
export interface Shift {
  readonly id: string
  readonly profile: string
  /** Location index; absent: the route begins at its first stop. */
  readonly start?: number | undefined
  /** Location index; absent: the route ends at its last stop. */
  readonly end?: number | undefined
  readonly window: Window
  readonly capacity: readonly number[]
  readonly skills: readonly string[]
  readonly breaks: readonly Break[]
  readonly costs: Costs
  readonly maxStops?: number | undefined
  readonly maxDistanceM?: number | undefined
  /** From leaving to return, waiting and breaks included. */
  readonly maxDurationS?: number | undefined
  /** 1.25 drives a quarter faster than the matrix says. */
  readonly speedFactor?: number | undefined
}

/**
 * A vehicle-routing problem. Times are whole seconds after any origin (negative and beyond a day are fine),
 * distances whole metres. Benchmark formats use finer units and say so in `units`.
 */
export interface Problem {
  readonly name: string
  /** Names of the load dimensions, in the order of every `load` and `capacity`. */
  readonly dimensions: readonly string[]
  readonly locationCount: number
  /** By profile; each locationCount * locationCount, row-major. */
  readonly matrices: Readonly<Record<string, Matrix>>
  readonly jobs: readonly Job[]
  readonly shipments?: readonly Shipment[] | undefined
  readonly shifts: readonly Shift[]
  /** How many matrix units make one unit of the instance; both 1 when absent. */
  readonly units?: { readonly time: number; readonly distance: number } | undefined
}

const windowSchema = z.tuple([z.number(), z.number()]).readonly()
const loadSchema = z.array(z.number()).readonly()
const skillsSchema = z.array(z.string()).readonly()
const locationSchema = z.number().int().nonnegative()

/** Long arrays are checked number by number in `prepare`, where an error can name row and column. */
const numbersSchema = z.custom<Int32Array | readonly number[]>(
  (value) => value instanceof Int32Array || Array.isArray(value),
  'expected an array of numbers',
)

const jobSchema = z.object({
  id: z.string().min(1),
  kind: z.enum(['delivery', 'pickup', 'service']).default('delivery'),
  location: locationSchema,
  load: loadSchema.default([]),
  serviceS: z.number().default(0),
  windows: z.array(windowSchema).readonly().default([]),
  skills: skillsSchema.default([]),
  priority: z.number().default(0),
})

const shipmentEndSchema = z.object({
  location: locationSchema,
  serviceS: z.number().default(0),
  windows: z.array(windowSchema).readonly().default([]),
})

const shipmentSchema = z.object({
  id: z.string().min(1),
  pickup: shipmentEndSchema,
  delivery: shipmentEndSchema,
  load: loadSchema.default([]),
  skills: skillsSchema.default([]),
  priority: z.number().default(0),
})

const shiftSchema = z.object({
  id: z.string().min(1),
  profile: z.string(),
  start: locationSchema.optional(),
  end: locationSchema.optional(),
  window: windowSchema,
  capacity: loadSchema.default([]),
  skills: skillsSchema.default([]),
  breaks: z
    .array(z.object({ fromS: z.number(), toS: z.number(), durationS: z.number() }))
    .readonly()
    .default([]),
  costs: z
    .object({
      fixed: z.number().default(0),
      perHour: z.number().default(0),
      perKm: z.number().default(0),
    })
    .default({ fixed: 0, perHour: 0, perKm: 1 }),
  maxStops: z.number().optional(),
  maxDistanceM: z.number().optional(),
  maxDurationS: z.number().optional(),
  speedFactor: z.number().optional(),
})

/**
 * The shape of a problem as JSON, with defaults for what is usually left out. Cross-checks (ids, matrix sizes,
 * contradictory windows) are made by `prepare`.
 */
export const problemSchema: z.ZodType<Problem, unknown> = z.object({
  name: z.string().default('problem'),
  dimensions: z.array(z.string()).readonly().default([]),
  locationCount: z.number().int().nonnegative(),
  matrices: z.record(z.string(), z.object({ durationS: numbersSchema, distanceM: numbersSchema })),
  jobs: z.array(jobSchema).readonly(),
  shipments: z.array(shipmentSchema).readonly().optional(),
  shifts: z.array(shiftSchema).readonly(),
  units: z.object({ time: z.number().positive(), distance: z.number().positive() }).optional(),
})
