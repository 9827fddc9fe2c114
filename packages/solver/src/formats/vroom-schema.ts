import { z } from 'zod'

/** Whole and not negative, as everything VROOM counts. */
const whole = z.number().int().nonnegative()
const amounts = z.array(whole).readonly()
const window = z
  .tuple([whole, whole])
  .readonly()
  .refine(([from, to]) => from <= to, 'ends before it begins')
const windows = z.array(window).min(1, 'is empty').readonly()
const point = z.tuple([z.number(), z.number()], z.unknown()).readonly()
const skills = z.array(whole).readonly().default([])
const priority = whole.max(100).default(0)
const secondsByType = z.record(z.string().min(1, 'is an empty type'), whole)

const place = {
  id: whole,
  description: z.string().optional(),
  location: point.optional(),
  location_index: whole.optional(),
  setup: whole.default(0),
  service: whole.default(0),
  setup_per_type: secondsByType.optional(),
  service_per_type: secondsByType.optional(),
  time_windows: windows.optional(),
}

const job = z.object({
  ...place,
  delivery: amounts.optional(),
  pickup: amounts.optional(),
  /** The older name of delivery. */
  amount: amounts.optional(),
  skills,
  priority,
})

const shipment = z.object({
  pickup: z.object(place),
  delivery: z.object(place),
  amount: amounts.default([]),
  skills,
  priority,
})

const pause = z.object({
  id: whole,
  time_windows: windows.optional(),
  service: whole.default(0),
  description: z.string().optional(),
  max_load: amounts.optional(),
})

/** A step of a vehicle; in an answer it says more. */
export const stepSchema = z.object({
  type: z.enum(['start', 'job', 'pickup', 'delivery', 'break', 'end']),
  id: whole.optional(),
  service_at: whole.optional(),
  service_after: whole.optional(),
  service_before: whole.optional(),
})

const vehicle = z.object({
  id: whole,
  description: z.string().optional(),
  profile: z.string().default('car'),
  type: z.string().optional(),
  start: point.optional(),
  start_index: whole.optional(),
  end: point.optional(),
  end_index: whole.optional(),
  capacity: amounts.default([]),
  skills,
  time_window: window.optional(),
  breaks: z.array(pause).readonly().default([]),
  speed_factor: z.number().min(0.01).max(5).default(1),
  max_tasks: whole.optional(),
  max_travel_time: whole.optional(),
  max_distance: whole.optional(),
  costs: z
    .object({
      fixed: whole.default(0),
      per_hour: whole.default(3600),
      per_km: whole.default(0),
      per_task_hour: whole.default(0),
    })
    .default({ fixed: 0, per_hour: 3600, per_km: 0, per_task_hour: 0 }),
  steps: z.array(stepSchema).readonly().default([]),
})

const table = z.array(z.array(whole)).min(1, 'is empty')
const tables = z.object({
  durations: table.optional(),
  distances: table.optional(),
  costs: table.optional(),
})

/** VROOM's input. Fields that it does not know are dropped, as VROOM ignores them. */
export const vroomSchema = z.object({
  vehicles: z.array(vehicle).min(1, 'names no vehicle'),
  jobs: z.array(job).default([]),
  shipments: z.array(shipment).default([]),
  matrices: z.record(z.string(), tables).optional(),
  /** The older name of matrices.car.durations. */
  matrix: table.optional(),
  /** Flags of VROOM's command line, as its HTTP wrapper takes them: g reports distances, c is plan mode. */
  options: z.object({ g: z.boolean().optional(), c: z.boolean().optional() }).optional(),
})

export type VroomInput = z.infer<typeof vroomSchema>
export type VroomVehicle = z.infer<typeof vehicle>
export type VroomPlace = VroomInput['shipments'][number]['pickup']
export type VroomTables = z.infer<typeof tables>
