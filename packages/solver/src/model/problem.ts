/** Travel between all pairs of locations, row-major (row = from); -1 means there is no way. */
export interface Matrix {
  readonly durationS: Int32Array | readonly number[]
  readonly distanceM: Int32Array | readonly number[]
  /**
   * Travel that differs over the day, ascending by `fromS`; the matrix itself holds before the first. A leg that
   * crosses the border of a slice covers the rest of the way at the next slice's speed, so that who leaves
   * later never arrives earlier (Ichoua, Gendreau & Potvin 2003). Arrivals are rounded up to whole seconds. Its way
   * is the one of the slice in which it begins. A search orders places by the matrix itself, so the lightest travel
   * of the day is best there.
   */
  readonly slices?: readonly TravelSlice[] | undefined
}

/** Travel from one moment of the day on. A pair without a way has none in any slice. */
export interface TravelSlice {
  readonly fromS: number
  readonly durationS: Int32Array | readonly number[]
  /** Those of the matrix when absent. */
  readonly distanceM?: Int32Array | readonly number[] | undefined
}

/** Work at a stop (its setup, then its service) must start inside one of its windows, both ends included. */
export type Window = readonly [fromS: number, toS: number]

/**
 * A wish about the start of work at a stop. A stop with several pays for the cheapest of them: whole seconds
 * before `fromS` and after `toS`, each at its price per minute. Vehicles do not wait to save it.
 */
export interface SoftWindow {
  readonly fromS?: number | undefined
  readonly toS?: number | undefined
  readonly earlyPerMinute?: number | undefined
  readonly latePerMinute?: number | undefined
}

/** What a visit of one place takes, whatever it is for. */
export interface VisitRules {
  readonly location: number
  readonly serviceS: number
  /** Empty means any time. */
  readonly windows: readonly Window[]
  readonly softWindows?: readonly SoftWindow[] | undefined
  /** Work before the service, not needed where the stop, start or reload before is at the same location. */
  readonly setupS?: number | undefined
  /** `serviceS` and `setupS` on vehicles of a type (`Shift.vehicleType`), where they differ. */
  readonly serviceByVehicleS?: Readonly<Record<string, number>> | undefined
  readonly setupByVehicleS?: Readonly<Record<string, number>> | undefined
}

/**
 * Binds a task to a shift; with `position` (from 0 among the jobs, -1 = last), `onFirstTrip` (no reload ahead of it) or
 * `startS` to these as well.
 */
export interface Pin {
  readonly shift: string
  readonly position?: number | undefined
  readonly onFirstTrip?: boolean | undefined
  /** Work (of a shipment: at its pickup) starts exactly then. */
  readonly startS?: number | undefined
}

/** What holds for jobs and shipments alike. */
export interface TaskRules {
  readonly id: string
  /** One figure per load dimension, >= 0, decimals allowed; a service carries nothing. */
  readonly load: readonly number[]
  /** The shift has all of these … */
  readonly skills: readonly string[]
  /** … and none of these. */
  readonly forbiddenSkills?: readonly string[] | undefined
  /** 0 to 100; a higher priority is served first, whatever it costs. */
  readonly priority: number
  /**
   * Money lost by leaving it out. A task with a prize is optional: it is served when that is cheaper, and its
   * absence does not count as unserved.
   */
  readonly prize?: number | undefined
  /** Of the tasks of one group at most one is served, and the group counts as served then. */
  readonly group?: string | undefined
  /** Kinds of goods, for `Problem.incompatibleGoods`. */
  readonly goods?: readonly string[] | undefined
  readonly zone?: string | undefined
  readonly pin?: Pin | undefined
}

/** A visit of one place. Deliveries are on board from the start of their trip, pickups stay until its end. */
export interface Job extends TaskRules, VisitRules {
  readonly kind: 'delivery' | 'pickup' | 'service'
  /** What a delivery takes along from the same stop; on board until the end of the trip. */
  readonly takes?: readonly number[] | undefined
  /** Of a delivery: when its goods are at the depot. The trip that brings it leaves its depot no earlier. */
  readonly releaseS?: number | undefined
}

/** One end of a shipment. */
export type ShipmentEnd = VisitRules

/** A pickup and, later on the same trip, its delivery. */
export interface Shipment extends TaskRules {
  readonly pickup: ShipmentEnd
  readonly delivery: ShipmentEnd
  /**
   * Longest time from the end of service at the pickup to the start of work at the delivery. Work at the pickup
   * starts later where that alone keeps it.
   */
  readonly maxRideS?: number | undefined
}

/**
 * A break starts within [fromS, toS], lasts durationS and overlaps neither driving nor service. A route that
 * leaves before toS and returns after toS owes it.
 */
export interface Break {
  readonly fromS: number
  readonly toS: number
  readonly durationS: number
  /** Where it must start inside one of several windows: these, with fromS and toS as their hull. */
  readonly windows?: readonly Window[] | undefined
  /** What may be on board during the break, per load dimension. */
  readonly maxLoad?: readonly number[] | undefined
}

/**
 * A rest owed after so much driving, or work (driving, setup and service), since the last rest or the start. It
 * is held after the service of the last stop from which the next leg (of `work`: and the work there) would
 * exceed `afterS`; where one leg alone is longer than `afterS` (`driving`), also on the way whenever `afterS` is
 * reached; where leg and work at the stop alone are longer (`work`), the rule cannot be kept. Waiting for at
 * least `restS` in one place counts as a rest; a break as well when it is that long. With `splitS` a wait, break
 * or rest of at least its first part makes the second part enough to end the count; that second part is not the
 * first of the next. A shorter wait may therefore be worth more than one that is a rest: leaving later may mean to
 * return earlier. One rest serves all rules that ask for one. A route that returns without exceeding `afterS`
 * owes nothing. Where something is counted when it leaves (`sinceS`), the rest may fall due before the first leg.
 * EU 561/2006: driving, 16200, 2700, [900, 1800].
 */
export interface WorkRule {
  readonly measure: 'driving' | 'work'
  readonly afterS: number
  readonly restS: number
  readonly splitS?: readonly [firstS: number, secondS: number] | undefined
  /** What is counted when the route leaves, since a rest before; 0 when absent. */
  readonly sinceS?: number | undefined
  /** Whether the first part of a split rest has been held since then. */
  readonly isHalfRested?: boolean | undefined
}

/** Money. All but the first three are 0 when absent. */
export interface Costs {
  readonly fixed: number
  /** From leaving to return, waiting and breaks included. */
  readonly perHour: number
  readonly perKm: number
  /** In addition, for time beyond `Shift.overtimeAfterS`. */
  readonly perOvertimeHour?: number | undefined
  /** In addition, for waiting. */
  readonly perWaitingHour?: number | undefined
  /** In addition, for setup and service. */
  readonly perTaskHour?: number | undefined
  /** In addition, for driving. */
  readonly perDrivingHour?: number | undefined
  /** For each task outside `Shift.preferredZones`. */
  readonly outsideZone?: number | undefined
}

/** A driver and a vehicle for a time window: gives at most one route, of one or more trips. */
export interface Shift {
  readonly id: string
  readonly profile: string
  /** Selects `serviceByVehicleS` and `setupByVehicleS`. */
  readonly vehicleType?: string | undefined
  /** Location index; absent: the route begins at its first stop. */
  readonly start?: number | undefined
  /** Location index; absent: the route ends at its last stop. */
  readonly end?: number | undefined
  readonly window: Window
  /** It leaves no later than this, the end of the window when absent. */
  readonly latestStartS?: number | undefined
  readonly capacity: readonly number[]
  /** On board when it starts and until the end of the first trip, per load dimension; nothing when absent. */
  readonly onBoard?: readonly number[] | undefined
  readonly skills: readonly string[]
  readonly breaks: readonly Break[]
  readonly workRules?: readonly WorkRule[] | undefined
  readonly costs: Costs
  /** Jobs and ends of shipments; reloads do not count. */
  readonly maxStops?: number | undefined
  readonly maxDistanceM?: number | undefined
  /** From leaving to return, waiting and breaks included. */
  readonly maxDurationS?: number | undefined
  readonly maxDrivingS?: number | undefined
  /** Driving, setup and service. */
  readonly maxWorkS?: number | undefined
  /** Time from leaving that costs nothing extra; absent: no overtime. */
  readonly overtimeAfterS?: number | undefined
  /** 1.25 drives a quarter faster than the matrix says. */
  readonly speedFactor?: number | undefined
  /** Depots (ids) where it may unload and load again between two trips. */
  readonly reloads?: readonly string[] | undefined
  /** Most trips; absent: 1 without `reloads`, else 8. */
  readonly maxTrips?: number | undefined
  /** Tasks in other zones, or without one, are refused; absent: all are allowed. */
  readonly allowedZones?: readonly string[] | undefined
  /** Tasks in other zones, or without one, cost `costs.outsideZone` each; absent: none does. */
  readonly preferredZones?: readonly string[] | undefined
  /** Money for serving a task, by id: what unfamiliarity costs. */
  readonly taskCosts?: Readonly<Record<string, number>> | undefined
  /**
   * Ids that the route begins with, in this order: what is driven or promised already. A shipment stands once for its
   * pickup, twice with its delivery; otherwise that follows anywhere behind. It is served before anything else, whatever
   * that costs; a shift that cannot keep the rules with it serves nothing.
   */
  readonly prefix?: readonly string[] | undefined
}

/** A place for reloading. A reload takes `loadingS` and starts inside a window (docks' hours; empty: any time). */
export interface Depot {
  readonly id: string
  readonly location: number
  readonly loadingS: number
  readonly windows: readonly Window[]
}

/** A rule between tasks. It binds those of its tasks that are served; of a shipment, both ends unless said. */
export type Relation =
  | { readonly kind: 'sameVehicle' | 'differentVehicles'; readonly tasks: readonly string[] }
  /** In this order on one route (a shipment by its pickup); `directSequence`: nothing between them, reloads neither. */
  | { readonly kind: 'sequence' | 'directSequence'; readonly tasks: readonly string[] }
  /**
   * Work at `second` (of a shipment: its pickup) starts at least `minGapS` (0 when absent, never negative) and at most
   * `maxGapS` after the end of service at `first` (of a shipment: its delivery), on whatever routes.
   */
  | {
      readonly kind: 'before'
      readonly first: string
      readonly second: string
      readonly minGapS?: number | undefined
      readonly maxGapS?: number | undefined
    }
  /** Work starts at the same time, on different routes; whoever is first waits. Jobs only. */
  | { readonly kind: 'synchronised'; readonly tasks: readonly string[] }

/**
 * Travel in straight lines between points, worked out whenever it is needed: for problems too large for a matrix,
 * which would have a figure for every pair.
 */
export interface StraightLines {
  /** Points of a plane; or of the earth, with great circles between them. */
  readonly surface: 'plane' | 'globe'
  /** By location; on a globe the longitude and the latitude in degrees. */
  readonly x: Float64Array | readonly number[]
  readonly y: Float64Array | readonly number[]
  /** Metres for each unit of length; on a globe for each metre of a great circle: 1.3 comes close to roads. */
  readonly scale: number
  readonly metresPerSecond: number
  /** How metres and seconds become whole. */
  readonly rounding: 'nearest' | 'down'
  /** What is known better of short legs, on roads for instance. */
  readonly near?: NearLegs | undefined
}

/** Legs from each location to some others: those of location i are first[i] .. first[i + 1] - 1, by ascending `to`. */
export interface NearLegs {
  readonly first: Int32Array | readonly number[]
  readonly to: Int32Array | readonly number[]
  readonly durationS: Int32Array | readonly number[]
  readonly distanceM: Int32Array | readonly number[]
}

/**
 * A vehicle-routing problem. Times are whole seconds after any origin (negative and beyond a day are fine),
 * distances whole metres, prices any money. Benchmark formats use finer units and say so in `units`.
 *
 * How a sequence gets its times: work starts as early as windows, releases, depots' hours and relations between
 * routes allow. Of all departures those count from which the route returns earliest; with breaks or split rests these
 * need not be the first ones. Of these it takes the latest that, compared to the first of them, makes neither soft
 * windows nor relations dearer or broken, nor work later for soft windows where the objective has `lateness` and a
 * second of it counts for no less than one of the route. Everything that has a price follows from that one timetable.
 */
export interface Problem {
  readonly name: string
  /** Names of the load dimensions, in the order of every `load` and `capacity`. */
  readonly dimensions: readonly string[]
  readonly locationCount: number
  /** By profile; each locationCount * locationCount, row-major. */
  readonly matrices: Readonly<Record<string, Matrix>>
  /** By profile, where it has no matrix. */
  readonly straightLines?: Readonly<Record<string, StraightLines>> | undefined
  readonly jobs: readonly Job[]
  readonly shipments?: readonly Shipment[] | undefined
  readonly shifts: readonly Shift[]
  readonly depots?: readonly Depot[] | undefined
  readonly relations?: readonly Relation[] | undefined
  /** Pairs of goods that never share a trip. */
  readonly incompatibleGoods?: readonly (readonly [string, string])[] | undefined
  /** How many matrix units make one unit of the instance; both 1 when absent. */
  readonly units?: { readonly time: number; readonly distance: number } | undefined
}
