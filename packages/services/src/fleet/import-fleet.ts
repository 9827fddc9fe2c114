import { isDeepStrictEqual } from 'node:util'
import { json, type TenantTransaction } from '@cartage/db'
import {
  depotId,
  localDate,
  regionName,
  shiftId,
  vehicleId,
  type Depot,
  type FleetFile,
  type VehicleId,
} from '@cartage/domain'
import { z } from 'zod'
import type { Call, StaffContext } from '../context.ts'
import { depotColumns, getDepotRow } from '../depots/internal.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { vehicleColumns } from '../vehicles/internal.ts'
import { parseFleetFile, requireFleetProfiles } from './parse-fleet-file.ts'

export const importFleetInput = z.strictObject({
  /** Null takes the depot that the file names, and makes it when there is none of that name. */
  depotId: depotId.nullable(),
  /** The day whose shifts the file gives. */
  date: localDate,
  /** The roads of a depot that is made. */
  region: regionName,
  text: z.string().max(1_000_000),
})
export type ImportFleetInput = z.infer<typeof importFleetInput>

export interface ImportedFleet {
  readonly depot: Depot
  /** How many were made or changed. */
  readonly vehicles: number
  readonly shifts: number
}

/**
 * Brings a depot's fleet and its shifts of one day in line with a fleet file. Vehicles go by name; those that
 * the file does not name stay as they are. The same file twice changes nothing.
 */
export async function importFleet({ ctx, input }: Call<ImportFleetInput>): Promise<ImportedFleet> {
  authorize(ctx, 'fleet:write')
  const file = parseFleetFile(input.text)
  return inTenant(ctx, async (trx) => {
    const depot =
      input.depotId === null
        ? await takeDepot(trx, ctx, file, input.region)
        : await getDepotRow(trx, input.depotId)
    const region = await ctx.regions.open(depot.region).catch(() => undefined)
    if (region !== undefined) requireFleetProfiles(file, region.info.profiles)
    const { idByName, changed: vehicles } = await takeVehicles(trx, ctx, depot, file)
    const shifts = await takeShifts(trx, ctx, { depot, date: input.date, file, idByName })
    if (vehicles + shifts > 0) {
      await recordAudit(trx, ctx, {
        action: 'fleet.import',
        entity: 'depot',
        entityId: depot.id,
        detail: { date: input.date, vehicles, shifts },
      })
      await announce(trx, ctx, {
        kind: 'fleet.changed',
        entityId: null,
        depotId: depot.id,
        date: input.date,
      })
    }
    return { depot, vehicles, shifts }
  })
}

async function takeDepot(
  trx: TenantTransaction,
  ctx: StaffContext,
  { depot }: FleetFile,
  region: string,
): Promise<Depot> {
  const existing = await trx
    .selectFrom('depot')
    .select(depotColumns)
    .where((of) => of(of.fn<string>('lower', ['name']), '=', depot.name.toLowerCase()))
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  if (existing !== undefined) return existing
  const id = depotId.parse(ctx.newId())
  const created = await trx
    .insertInto('depot')
    .values({ ...depot, id, organizationId: ctx.organizationId, address: '', region })
    .returning(depotColumns)
    .executeTakeFirstOrThrow()
  await recordAudit(trx, ctx, { action: 'depot.create', entity: 'depot', entityId: id })
  return created
}

async function takeVehicles(trx: TenantTransaction, ctx: StaffContext, depot: Depot, file: FleetFile) {
  const existing = await trx
    .selectFrom('vehicle')
    .select(vehicleColumns)
    .where('depotId', '=', depot.id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .execute()
  const byName = new Map(existing.map((vehicle) => [vehicle.name.toLowerCase(), vehicle]))
  const idByName = new Map<string, VehicleId>()
  let changed = 0
  for (const { id: name, profile, capacity, skills, costs } of file.vehicles) {
    const fields = {
      profile,
      capacity,
      skills,
      costs: { fixed: costs.fixed, perHour: costs.per_hour, perKm: costs.per_km },
    }
    const columns = { ...fields, capacity: json(capacity), costs: json(fields.costs) }
    const found = byName.get(name.toLowerCase())
    const id = found?.id ?? vehicleId.parse(ctx.newId())
    idByName.set(name, id)
    if (found === undefined) {
      await trx
        .insertInto('vehicle')
        .values({ ...columns, id, name, depotId: depot.id, organizationId: ctx.organizationId })
        .execute()
    } else {
      const { profile: hadProfile, capacity: hadCapacity, skills: hadSkills, costs: hadCosts } = found
      const had = { profile: hadProfile, capacity: hadCapacity, skills: hadSkills, costs: hadCosts }
      if (isDeepStrictEqual(had, fields)) continue
      await trx
        .updateTable('vehicle')
        .set({ ...columns, version: found.version + 1 })
        .where('id', '=', id)
        .execute()
    }
    changed++
  }
  return { idByName, changed }
}

interface ShiftsOfFile {
  readonly depot: Depot
  readonly date: string
  readonly file: FleetFile
  readonly idByName: ReadonlyMap<string, VehicleId>
}

async function takeShifts(
  trx: TenantTransaction,
  ctx: StaffContext,
  { depot, date, file, idByName }: ShiftsOfFile,
): Promise<number> {
  const existing = await trx
    .selectFrom('shift')
    .select(['id', 'vehicleId', 'startTime', 'endTime', 'breaks', 'version'])
    .where('depotId', '=', depot.id)
    .where('date', '=', date)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .execute()
  const byVehicle = new Map(existing.map((shift) => [shift.vehicleId, shift]))
  let changed = 0
  for (const { id: name, start, end, breaks } of file.vehicles) {
    const vehicle = idByName.get(name)
    if (vehicle === undefined) continue
    const columns = { startTime: start, endTime: end, breaks: json(breaks) }
    const found = byVehicle.get(vehicle)
    if (found === undefined) {
      const id = shiftId.parse(ctx.newId())
      await trx
        .insertInto('shift')
        .values({
          ...columns,
          id,
          organizationId: ctx.organizationId,
          depotId: depot.id,
          vehicleId: vehicle,
          driverId: null,
          date,
        })
        .execute()
    } else {
      const { startTime, endTime, breaks: hadBreaks } = found
      if (isDeepStrictEqual([startTime, endTime, hadBreaks], [start, end, breaks])) continue
      await trx
        .updateTable('shift')
        .set({ ...columns, version: found.version + 1 })
        .where('id', '=', found.id)
        .execute()
    }
    changed++
  }
  return changed
}
