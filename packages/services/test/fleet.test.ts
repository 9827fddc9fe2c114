import { withTenant } from '@cartage/db'
import { A_DAY, anId } from '@cartage/testing'
import { describe, expect, it } from 'vitest'
import type { StaffContext } from '../src/context.ts'
import { createDepot } from '../src/depots/create-depot.ts'
import { listDepots } from '../src/depots/list-depots.ts'
import { removeDepot } from '../src/depots/remove-depot.ts'
import { restoreDepot } from '../src/depots/restore-depot.ts'
import { updateDepot } from '../src/depots/update-depot.ts'
import { createDriver } from '../src/drivers/create-driver.ts'
import { removeDriver } from '../src/drivers/remove-driver.ts'
import { importFleet } from '../src/fleet/import-fleet.ts'
import { copyShifts } from '../src/shifts/copy-shifts.ts'
import { createShift } from '../src/shifts/create-shift.ts'
import { listShifts } from '../src/shifts/list-shifts.ts'
import { updateShift } from '../src/shifts/update-shift.ts'
import { createVehicle } from '../src/vehicles/create-vehicle.ts'
import { listVehicles } from '../src/vehicles/list-vehicles.ts'
import { removeVehicle } from '../src/vehicles/remove-vehicle.ts'
import { restoreVehicle } from '../src/vehicles/restore-vehicle.ts'
import { updateVehicle } from '../src/vehicles/update-vehicle.ts'
import { aDayOf } from './a-day.ts'
import { useServices } from './use-services.ts'

const test = useServices()

const north = () => ({
  id: anId<'depot'>(),
  name: 'North',
  address: 'Harbour Street 1',
  lon: 11.95,
  lat: 57.72,
  zone: 'Europe/Stockholm',
  region: 'gothenburg',
})

const auditOf = (ctx: StaffContext) =>
  withTenant(ctx.db, ctx.organizationId, async (trx) => {
    const rows = await trx.selectFrom('auditEvent').select(['action', 'userId']).orderBy('id').execute()
    return rows.map(({ action, userId }) => [action, userId === ctx.userId])
  })
const changesOf = (ctx: StaffContext) =>
  withTenant(ctx.db, ctx.organizationId, async (trx) => {
    const rows = await trx.selectFrom('changeEvent').select(['kind', 'entityId']).orderBy('id').execute()
    return rows.map(({ kind, entityId }) => [kind, entityId])
  })

describe('a depot', () => {
  it('is made once however often it is asked for, with one audit record and one change', async () => {
    const ctx = await test.staff()
    const input = north()

    const first = await createDepot({ ctx, input })
    const again = await createDepot({ ctx, input })

    expect(first).toEqual({ ...input, version: 1 })
    expect(again).toEqual(first)
    expect(await auditOf(ctx)).toEqual([['depot.create', true]])
    expect(await changesOf(ctx)).toEqual([['fleet.changed', input.id]])
  })

  it('refuses the same id for something else, and its name for another', async () => {
    const ctx = await test.staff()
    const input = north()
    await createDepot({ ctx, input })

    await expect(createDepot({ ctx, input: { ...input, name: 'South' } })).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'ID_USED',
    })
    await expect(createDepot({ ctx, input: { ...input, id: anId() } })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Another depot already has this name.',
      field: 'name',
    })
  })

  it('changes only the fields that are named, and only from the version that was read', async () => {
    const ctx = await test.staff()
    const depot = await createDepot({ ctx, input: north() })

    const renamed = await updateDepot({ ctx, input: { id: depot.id, version: 1, name: 'Upper North' } })

    expect(renamed).toEqual({ ...depot, name: 'Upper North', version: 2 })
    await expect(
      updateDepot({ ctx, input: { id: depot.id, version: 1, name: 'Lower North' } }),
    ).rejects.toMatchObject({ code: 'CONFLICT', reason: 'VERSION' })
  })

  it('goes away and comes back', async () => {
    const ctx = await test.staff()
    const depot = await createDepot({ ctx, input: north() })
    const input = { id: depot.id }

    await removeDepot({ ctx, input })
    await removeDepot({ ctx, input })
    const without = await listDepots({ ctx })
    await restoreDepot({ ctx, input })

    expect(without.items).toEqual([])
    expect((await listDepots({ ctx })).items).toEqual([depot])
    expect((await auditOf(ctx)).map(([action]) => action)).toEqual([
      'depot.create',
      'depot.remove',
      'depot.restore',
    ])
  })
})

describe('a vehicle', () => {
  const van = (depotId: ReturnType<typeof north>['id']) => ({
    id: anId<'vehicle'>(),
    depotId,
    name: 'Van 3',
    profile: 'van' as const,
    capacity: { parcels: 80, weight_kg: 600 },
    skills: ['lift'],
    costs: { fixed: 40, perHour: 22, perKm: 0.4 },
  })

  it('may be somebody on foot', async () => {
    const ctx = await test.staff()
    const depot = await createDepot({ ctx, input: north() })

    const walker = await createVehicle({ ctx, input: { ...van(depot.id), profile: 'walk' } })

    expect(walker.profile).toBe('walk')
  })

  it('keeps what an update does not name', async () => {
    const ctx = await test.staff()
    const depot = await createDepot({ ctx, input: north() })
    const input = van(depot.id)
    await createVehicle({ ctx, input })

    const changed = await updateVehicle({
      ctx,
      input: { id: input.id, version: 1, capacity: { parcels: 60 } },
    })

    expect(changed).toEqual({ ...input, capacity: { parcels: 60 }, version: 2 })
  })

  it('takes its shifts with it when it goes, and brings them back', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const input = { id: day.vehicle.id }
    const byDay = { depotId: day.depot.id, date: A_DAY }

    await removeVehicle({ ctx, input })
    const without = await listShifts({ ctx, input: byDay })
    await restoreVehicle({ ctx, input })

    expect(without.items).toEqual([])
    expect((await listShifts({ ctx, input: byDay })).items).toHaveLength(1)
  })
})

describe('a shift', () => {
  it('is the only one of its vehicle on a day', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const input = {
      id: anId<'shift'>(),
      depotId: day.depot.id,
      vehicleId: day.vehicle.id,
      driverId: null,
      date: A_DAY,
      start: '06:00',
      end: '10:00',
      breaks: [],
    }

    await expect(createShift({ ctx, input })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'This vehicle already has a shift on this day.',
    })
  })

  it('keeps its breaks when only its start changes', async () => {
    const ctx = await test.staff()
    const breaks = [{ from: '12:00', to: '13:00', minutes: 30 }]
    const day = await aDayOf(ctx, { shift: { breaks } })

    const changed = await updateShift({ ctx, input: { id: day.shift.id, version: 1, start: '09:00' } })

    expect(changed).toMatchObject({ start: '09:00', breaks, version: 2 })
  })

  it('loses a driver who was removed', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const driver = { id: anId<'driver'>(), depotId: day.depot.id, name: 'Kim', phone: '', skills: [] }
    await createDriver({ ctx, input: driver })
    await updateShift({ ctx, input: { id: day.shift.id, version: 1, driverId: driver.id } })
    await removeDriver({ ctx, input: { id: driver.id } })

    const { items } = await listShifts({ ctx, input: { depotId: day.depot.id, date: A_DAY } })

    expect(items[0]?.driverId).toBeNull()
  })

  it('is copied to another day once', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const input = { depotId: day.depot.id, from: A_DAY, date: '2026-04-08' }

    const first = await copyShifts({ ctx, input })
    const second = await copyShifts({ ctx, input })
    const { items } = await listShifts({ ctx, input: { depotId: day.depot.id, date: '2026-04-08' } })

    expect([first, second]).toEqual([{ created: 1 }, { created: 0 }])
    expect(items).toMatchObject([{ vehicleId: day.vehicle.id, start: day.shift.start, end: day.shift.end }])
  })
})

describe('a fleet file', () => {
  const file = {
    depot: { name: 'Depot Ringön', lon: 11.97, lat: 57.72, zone: 'Europe/Stockholm' },
    vehicles: [
      { id: 'van-1', profile: 'van', capacity: { parcels: 80 }, start: '07:30', end: '16:30' },
      { id: 'van-2', capacity: { parcels: 40 }, skills: ['cold'], start: '08:00', end: '17:00' },
    ],
  }
  const importing = (text: string) => ({ depotId: null, date: A_DAY, region: 'gothenburg', text })

  it('with a profile that the region was not built for is refused, naming the vehicle, and changes nothing', async () => {
    const ctx = await test.staff()
    const [first, second] = file.vehicles
    const vehicles = [first, { ...second, profile: 'tall-truck' }]
    const refused = importFleet({ ctx, input: importing(JSON.stringify({ ...file, vehicles })) })

    await expect(refused).rejects.toMatchObject({ code: 'INVALID', field: 'vehicles.1.profile' })
    await expect(refused).rejects.toThrow(
      'vehicles.1.profile: The region was built for car and not for the profile tall-truck.',
    )
    expect((await listDepots({ ctx })).items).toEqual([])
  })

  it('makes depot, vehicles and shifts, and changes nothing the second time', async () => {
    const ctx = await test.staff()
    const input = importing(JSON.stringify(file))

    const first = await importFleet({ ctx, input })
    const audits = await auditOf(ctx)
    const second = await importFleet({ ctx, input })

    expect(first).toMatchObject({
      depot: { name: 'Depot Ringön', region: 'gothenburg' },
      vehicles: 2,
      shifts: 2,
    })
    expect(second).toEqual({ depot: first.depot, vehicles: 0, shifts: 0 })
    expect(await auditOf(ctx)).toEqual(audits)
  })

  it('changes what the file says otherwise and leaves the rest', async () => {
    const ctx = await test.staff()
    const { depot } = await importFleet({ ctx, input: importing(JSON.stringify(file)) })
    const [van1, van2] = file.vehicles
    const changed = {
      ...file,
      vehicles: [
        { ...van1, capacity: { parcels: 90 } },
        { ...van2, end: '18:00' },
      ],
    }

    const result = await importFleet({ ctx, input: importing(JSON.stringify(changed)) })
    const { items } = await listVehicles({ ctx, input: { depotId: depot.id } })

    expect(result).toMatchObject({ vehicles: 1, shifts: 1 })
    expect(items.map(({ name, capacity }) => [name, capacity])).toEqual([
      ['van-1', { parcels: 90 }],
      ['van-2', { parcels: 40 }],
    ])
  })

  it.each([
    ['', 'The fleet file is empty.', undefined],
    ['{"depot": ', 'The fleet file is not JSON', undefined],
    [JSON.stringify({ ...file, vehicles: [] }), 'vehicles: The fleet has no vehicles', 'vehicles'],
    [
      JSON.stringify({ ...file, vehicles: [{ ...file.vehicles[0], capacity: {} }] }),
      'vehicles.0.capacity: A vehicle needs a capacity',
      'vehicles.0.capacity',
    ],
  ])('that is wrong changes nothing and names the field (%#)', async (text, message, field) => {
    const ctx = await test.staff()

    await expect(importFleet({ ctx, input: importing(text) })).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining(message),
      field,
    })
    expect((await listDepots({ ctx })).items).toEqual([])
  })
})
