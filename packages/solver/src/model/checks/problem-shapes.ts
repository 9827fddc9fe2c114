import type { ObjectiveTerm, RouteSequence } from '../options.ts'
import { MEASURES } from '../options.ts'
import type {
  Break,
  Costs,
  Depot,
  Job,
  Matrix,
  NearLegs,
  Pin,
  Problem,
  Relation,
  Shift,
  Shipment,
  SoftWindow,
  StraightLines,
  TaskRules,
  TravelSlice,
  VisitRules,
  WorkRule,
} from '../problem.ts'
import { byName, figures, list, number, object, oneOf, optional, text, truth } from './shapes.ts'
import type { Shape } from './shapes.ts'

/*
 * The types of the model once more, for callers that no compiler has checked. `problem-schema.ts` says the same of files;
 * it needs zod, which a page that only solves is spared.
 */

const numbers = list(number)
const texts = list(text)
const window = list(number, 2)
const windows = list(window)

const softWindow = object<SoftWindow>({
  fromS: optional(number),
  toS: optional(number),
  earlyPerMinute: optional(number),
  latePerMinute: optional(number),
})

const visitFields = {
  location: number,
  serviceS: number,
  windows,
  softWindows: optional(list(softWindow)),
  setupS: optional(number),
  serviceByVehicleS: optional(byName(number)),
  setupByVehicleS: optional(byName(number)),
}
const visit = object<VisitRules>(visitFields)

const taskFields: { readonly [Name in keyof Required<TaskRules>]: Shape } = {
  id: text,
  load: numbers,
  skills: texts,
  forbiddenSkills: optional(texts),
  priority: number,
  prize: optional(number),
  group: optional(text),
  goods: optional(texts),
  zone: optional(text),
  pin: optional(
    object<Pin>({
      shift: text,
      position: optional(number),
      onFirstTrip: optional(truth),
      startS: optional(number),
    }),
  ),
}

const job = object<Job>({
  ...taskFields,
  ...visitFields,
  kind: oneOf(['delivery', 'pickup', 'service']),
  takes: optional(numbers),
  releaseS: optional(number),
})

const shipment = object<Shipment>({
  ...taskFields,
  pickup: visit,
  delivery: visit,
  maxRideS: optional(number),
})

const pause = object<Break>({
  fromS: number,
  toS: number,
  durationS: number,
  windows: optional(windows),
  maxLoad: optional(numbers),
})

const workRule = object<WorkRule>({
  measure: oneOf(['driving', 'work']),
  afterS: number,
  restS: number,
  splitS: optional(list(number, 2)),
  sinceS: optional(number),
  isHalfRested: optional(truth),
})

const costs = object<Costs>({
  fixed: number,
  perHour: number,
  perKm: number,
  perOvertimeHour: optional(number),
  perWaitingHour: optional(number),
  perTaskHour: optional(number),
  perDrivingHour: optional(number),
  outsideZone: optional(number),
})

const shift = object<Shift>({
  id: text,
  profile: text,
  vehicleType: optional(text),
  start: optional(number),
  end: optional(number),
  window,
  latestStartS: optional(number),
  capacity: numbers,
  onBoard: optional(numbers),
  skills: texts,
  breaks: list(pause),
  workRules: optional(list(workRule)),
  costs,
  maxStops: optional(number),
  maxDistanceM: optional(number),
  maxDurationS: optional(number),
  maxDrivingS: optional(number),
  maxWorkS: optional(number),
  overtimeAfterS: optional(number),
  speedFactor: optional(number),
  reloads: optional(texts),
  maxTrips: optional(number),
  allowedZones: optional(texts),
  preferredZones: optional(texts),
  taskCosts: optional(byName(number)),
  prefix: optional(texts),
})

type Before = Extract<Relation, { readonly kind: 'before' }>
const before = object<Before>({
  kind: text,
  first: text,
  second: text,
  minGapS: optional(number),
  maxGapS: optional(number),
})
const together = object<Exclude<Relation, Before>>({
  kind: oneOf(['sameVehicle', 'differentVehicles', 'sequence', 'directSequence', 'before', 'synchronised']),
  tasks: texts,
})
const isBefore = object<Pick<Before, 'kind'>>({ kind: oneOf(['before']) })
const relation: Shape = (value) => (isBefore(value) === undefined ? before(value) : together(value))

const matrix = object<Matrix>({
  durationS: figures,
  distanceM: figures,
  slices: optional(
    list(object<TravelSlice>({ fromS: number, durationS: figures, distanceM: optional(figures) })),
  ),
})

const straightLines = object<StraightLines>({
  surface: oneOf(['plane', 'globe']),
  x: figures,
  y: figures,
  scale: number,
  metresPerSecond: number,
  rounding: oneOf(['nearest', 'down']),
  near: optional(object<NearLegs>({ first: figures, to: figures, durationS: figures, distanceM: figures })),
})

export const problemShape = object<Problem>({
  name: text,
  dimensions: texts,
  locationCount: number,
  matrices: byName(matrix),
  straightLines: optional(byName(straightLines)),
  jobs: list(job),
  shipments: optional(list(shipment)),
  shifts: list(shift),
  depots: optional(list(object<Depot>({ id: text, location: number, loadingS: number, windows }))),
  relations: optional(list(relation)),
  incompatibleGoods: optional(list(list(text, 2))),
  units: optional(object<NonNullable<Problem['units']>>({ time: number, distance: number })),
})

export const termsShape = list(
  object<ObjectiveTerm>({ measure: oneOf(MEASURES), weight: number, level: optional(number) }),
)

export const sequencesShape = list(object<RouteSequence>({ shift: text, jobs: texts }))
