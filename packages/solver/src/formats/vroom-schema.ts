import { z } from 'zod'

const index = z.number().int().nonnegative()
const amounts = z.array(z.number().nonnegative()).readonly()
const windows = z.array(z.tuple([z.number(), z.number()]).readonly()).readonly()
const point = z.tuple([z.number(), z.number()]).readonly()

const place = {
  id: z.number().int().nonnegative(),
  description: z.string().optional(),
  location: point.optional(),
  location_index: index.optional(),
  setup: z.number().int().nonnegative().default(0),
  service: z.number().int().nonnegative().default(0),
  time_windows: windows.default([]),
}

const job = z.strictObject({
  ...place,
  delivery: amounts.optional(),
  pickup: amounts.optional(),
  /** The older name of delivery. */
  amount: amounts.optional(),
  skills: z.array(z.number().int()).readonly().default([]),
  priority: z.number().int().min(0).max(100).default(0),
})

const shipment = z.strictObject({
  pickup: z.strictObject(place),
  delivery: z.strictObject(place),
  amount: amounts.default([]),
  skills: z.array(z.number().int()).readonly().default([]),
  priority: z.number().int().min(0).max(100).default(0),
})

const vehicle = z.strictObject({
  id: z.number().int().nonnegative(),
  description: z.string().optional(),
  profile: z.string().default('car'),
  start: point.optional(),
  start_index: index.optional(),
  end: point.optional(),
  end_index: index.optional(),
  capacity: amounts.default([]),
  skills: z.array(z.number().int()).readonly().default([]),
  time_window: z.tuple([z.number(), z.number()]).readonly().optional(),
  breaks: z
    .array(
      z.strictObject({
        id: z.number().int().nonnegative(),
        time_windows: windows.default([]),
        service: z.number().int().nonnegative().default(0),
        description: z.string().optional(),
      }),
    )
    .readonly()
    .default([]),
  speed_factor: z.number().positive().default(1),
  max_tasks: index.optional(),
  costs: z
    .strictObject({
      fixed: z.number().nonnegative().default(0),
      per_hour: z.number().nonnegative().default(3600),
      per_km: z.number().nonnegative().default(0),
    })
    .default({ fixed: 0, per_hour: 3600, per_km: 0 }),
})

const table = z.array(z.array(z.number().int().nonnegative()))

/** The part of VROOM's input that the model covers; anything else is refused by name. */
export const vroomSchema = z.strictObject({
  vehicles: z.array(vehicle).min(1),
  jobs: z.array(job).default([]),
  shipments: z.array(shipment).default([]),
  matrices: z
    .record(z.string(), z.strictObject({ durations: table, distances: table.optional() }))
    .optional(),
})

export type VroomInput = z.infer<typeof vroomSchema>
export type VroomVehicle = z.infer<typeof vehicle>
