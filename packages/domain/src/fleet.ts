import { z } from 'zod'
import { point } from './geo.ts'
import {
  depotId,
  driverId,
  shiftId,
  vehicleId,
  type DepotId,
  type DriverId,
  type ShiftId,
  type VehicleId,
} from './ids.ts'
import { load, skills, type Load } from './load.ts'
import { localDate, localTime, timeZone, type LocalDate, type LocalTime } from './local-time.ts'
import { freeText, textLine } from './text.ts'

/** The kinds of vehicles whose roads come with Cartage. */
export const vehicleProfiles = ['car', 'van', 'truck', 'bike', 'walk'] as const
export type VehicleProfile = (typeof vehicleProfiles)[number]

/** What says which roads a vehicle takes and how fast: a kind that comes with Cartage, or a profile that somebody wrote. */
export const profileName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    'Expected the name of a road profile such as van or tall-truck: lower-case letters, digits and dashes, at most 64.',
  )

/** The folder name of a region: lower-case letters, digits and dashes. */
export const regionName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Expected a name such as porto: lower-case letters, digits and dashes.')

// The fields hold no defaults: an update that leaves a field out must leave it alone.
export const depotFields = z.strictObject({
  name: textLine(80),
  address: freeText(300).trim(),
  ...point.shape,
  zone: timeZone,
  /** The roads that this depot drives on. */
  region: regionName,
})
/** A place where vehicles start, end and reload. Its zone decides what "day" means. */
export interface Depot extends Readonly<z.infer<typeof depotFields>> {
  readonly id: DepotId
  readonly version: number
}
export const createDepotInput = depotFields.extend({
  id: depotId,
  address: depotFields.shape.address.default(''),
})
export const updateDepotInput = depotFields.partial().extend({ id: depotId, version: z.int() })
export const depotIdInput = z.strictObject({ id: depotId })
export const byDepotInput = z.strictObject({ depotId })

/** Money in the organization's currency; fractions are fine in a rate. */
export const vehicleCosts = z.strictObject({
  fixed: z.number().min(0).max(100_000),
  perHour: z.number().min(0).max(10_000),
  perKm: z.number().min(0).max(1_000),
})
export type VehicleCosts = Readonly<z.infer<typeof vehicleCosts>>

export const vehicleFields = z.strictObject({
  name: textLine(80),
  profile: profileName,
  capacity: load.refine(
    (value) => Object.keys(value).length > 0,
    'A vehicle needs a capacity in at least one dimension.',
  ),
  skills,
  costs: vehicleCosts,
})
export interface Vehicle extends Readonly<z.infer<typeof vehicleFields>> {
  readonly id: VehicleId
  readonly depotId: DepotId
  readonly capacity: Load
  readonly version: number
}
export const createVehicleInput = vehicleFields.extend({ id: vehicleId, depotId })
export const updateVehicleInput = vehicleFields.partial().extend({ id: vehicleId, version: z.int() })
export const vehicleIdInput = z.strictObject({ id: vehicleId })

export const driverFields = z.strictObject({
  name: textLine(80),
  phone: freeText(40).trim(),
  skills,
})
/** A person who can be given a shift. */
export interface Driver extends Readonly<z.infer<typeof driverFields>> {
  readonly id: DriverId
  readonly depotId: DepotId
  readonly version: number
}
export const createDriverInput = driverFields.extend({
  id: driverId,
  depotId,
  phone: driverFields.shape.phone.default(''),
})
export const updateDriverInput = driverFields.partial().extend({ id: driverId, version: z.int() })
export const driverIdInput = z.strictObject({ id: driverId })

/** A pause of `minutes` that starts between `from` and `to`. */
export const shiftBreak = z.strictObject({
  from: localTime,
  to: localTime,
  minutes: z.int().min(1).max(480),
})
export type ShiftBreak = Readonly<z.infer<typeof shiftBreak>>

export const shiftFields = z.strictObject({
  vehicleId,
  driverId: driverId.nullable(),
  date: localDate,
  start: localTime,
  /** Ends on the next day when not after `start`. */
  end: localTime,
  breaks: z.array(shiftBreak).max(6).readonly(),
})
/** A driver and a vehicle for a time window on a day; it gives at most one route. */
export interface Shift {
  readonly id: ShiftId
  readonly depotId: DepotId
  readonly vehicleId: VehicleId
  readonly driverId: DriverId | null
  readonly date: LocalDate
  readonly start: LocalTime
  readonly end: LocalTime
  readonly breaks: readonly ShiftBreak[]
  readonly version: number
}
export const createShiftInput = shiftFields.extend({
  id: shiftId,
  depotId,
  driverId: shiftFields.shape.driverId.default(null),
  breaks: shiftFields.shape.breaks.default([]),
})
export const updateShiftInput = shiftFields.partial().extend({ id: shiftId, version: z.int() })
export const shiftIdInput = z.strictObject({ id: shiftId })
export const byDayInput = z.strictObject({ depotId, date: localDate })
/** Gives each vehicle without a shift on `date` the one it had on `from`. */
export const copyShiftsInput = z.strictObject({ depotId, from: localDate, date: localDate })

export type CreateDepotInput = z.infer<typeof createDepotInput>
export type UpdateDepotInput = z.infer<typeof updateDepotInput>
export type CreateVehicleInput = z.infer<typeof createVehicleInput>
export type UpdateVehicleInput = z.infer<typeof updateVehicleInput>
export type CreateDriverInput = z.infer<typeof createDriverInput>
export type UpdateDriverInput = z.infer<typeof updateDriverInput>
export type CreateShiftInput = z.infer<typeof createShiftInput>
export type UpdateShiftInput = z.infer<typeof updateShiftInput>
export type ByDayInput = z.infer<typeof byDayInput>
export type CopyShiftsInput = z.infer<typeof copyShiftsInput>
