import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Depot, Driver, Import, Order, Shift, Vehicle } from '@cartage/domain'
import { anId, type ServerProcess, startServerProcess } from '@cartage/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Dispatcher, type SampleDay, until } from './dispatcher.ts'
import { kill, killEverything } from './kill.ts'
import { activeJobs, askDatabase, ownerUrlOf } from './stored-jobs.ts'

const ROWS = 10_000

let dataDir: string
/** The one that runs: each test takes it over from the test before, and leaves one. */
let server: ServerProcess
let dispatcher: Dispatcher
let day: SampleDay

const start = (): Promise<ServerProcess> => startServerProcess({ env: { LOG_LEVEL: 'fatal' }, dataDir })

/** Starts the next server on the same data. */
async function startAgain(): Promise<void> {
  server = await start()
  await dispatcher.moveTo(server)
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'cartage-faults-'))
  server = await start()
  dispatcher = await Dispatcher.first(server)
  const { depotId, date } = await dispatcher.loadSamples()
  // The day after: the sample orders stay out of the counts.
  day = { depotId, date: new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10) }
}, 120_000)
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true, force: true })
})

/** Ten thousand orders along the streets around the sample depot. */
const aLargeFile = (prefix: string): string =>
  [
    'reference,lat,lon,weight_kg',
    ...Array.from({ length: ROWS }, (_, row) => {
      const lat = 57.7055 + (row % 100) * 0.00002
      return `${prefix}-${row},${lat.toFixed(6)},11.992177,${row % 50}`
    }),
  ].join('\n')

/** Resolves while a transaction that has written to the table is still open. */
const untilWriting = async (table: string): Promise<void> => {
  const url = await ownerUrlOf(dataDir)
  await until(30_000, `a write to ${table}`, async () => {
    const held = await askDatabase(
      url,
      sql`select from pg_locks where relation = ${table}::regclass and mode = 'RowExclusiveLock'`,
    )
    return held.length > 0 || undefined
  })
}

describe('an import whose server dies', () => {
  it('F17 I3 is there as a whole or not at all after a kill -9, and can be committed again', async () => {
    const id = anId<'import'>()
    await dispatcher.dropFile(day, id, aLargeFile('C'))

    // While its rows are checked …
    await dispatcher.untilImport(id, 30_000, ({ progress }) => (progress?.done ?? 0) > 0)
    await killEverything(server)
    await startAgain()
    const checked = await dispatcher.untilImport(id, 60_000, ({ state }) => state !== 'reading')
    // … and while its orders are written.
    const committing = dispatcher.mutate<Import>('imports.commit', { id }).catch(() => undefined)
    await untilWriting('"order"')
    kill(server.child.pid ?? 0)
    await server.ended
    await startAgain()
    const between = await dispatcher.import(id)
    const ordersBetween = await dispatcher.ordersOf(day)
    const committed = await dispatcher.mutate<Import>('imports.commit', { id })
    const again = await dispatcher.mutate<Import>('imports.commit', { id })
    const orders = await dispatcher.ordersOf(day)

    expect(await committing).toBeUndefined()
    expect(checked).toMatchObject({ state: 'ready', counts: { rows: ROWS, create: ROWS, held: 0 } })
    expect(between).toMatchObject({ state: 'ready', counts: checked.counts })
    expect(ordersBetween).toEqual([])
    expect(committed.data).toMatchObject({ state: 'done', counts: { create: ROWS } })
    expect(again.data).toEqual(committed.data)
    expect(new Set(orders.map(({ reference }) => reference)).size).toBe(ROWS)
    expect(orders).toHaveLength(ROWS)
    expect(await activeJobs(await ownerUrlOf(dataDir))).toEqual([])
  })

  it('F12 I7 can be sent again under its id when the server died while it read the file', async () => {
    const id = anId<'import'>()
    const text = aLargeFile('R')

    const sending = dispatcher.dropFile(day, id, text).catch(() => undefined)
    await untilWriting('import_row')
    await killEverything(server)
    await startAgain()
    const broken = await dispatcher.untilImport(id, 60_000, ({ state }) => state !== 'reading')
    const sent = await dispatcher.dropFile(day, id, text)
    const checked = await dispatcher.untilImport(id, 60_000, ({ state }) => state !== 'reading')
    const repeated: unknown[] = []
    for (let time = 0; time < 10; time++) repeated.push(await dispatcher.dropFile(day, id, text))

    expect(await sending).toBeUndefined()
    expect(broken).toMatchObject({
      state: 'failed',
      failure: 'The file did not arrive as a whole. Drop it again.',
    })
    expect(sent.status).toBe(200)
    expect(checked).toMatchObject({ state: 'ready', counts: { rows: ROWS, held: 0 } })
    expect(repeated).toMatchObject(Array.from({ length: 10 }, () => ({ status: 200, data: checked })))
  })
})

describe('a change whose answer was lost', () => {
  it('F12 I2 is answered alike when it is sent again, and is made once', async () => {
    const twice = async <Data>(procedure: string, input: object): Promise<Data> => {
      const first = await dispatcher.mutate<Data>(procedure, input)
      const second = await dispatcher.mutate<Data>(procedure, input)
      expect(first).toMatchObject({ status: 200 })
      expect(second).toEqual(first)
      return first.data
    }
    const place = { lon: 11.992177, lat: 57.7055 }

    const depot = await twice<Depot>('depots.create', {
      id: anId(),
      name: 'Depot North',
      address: 'Drakegatan',
      ...place,
      zone: 'Europe/Stockholm',
      region: 'gothenburg',
    })
    const depotId = depot.id
    const vehicle = await twice<Vehicle>('vehicles.create', {
      id: anId(),
      depotId,
      name: 'Van 3',
      profile: 'van',
      capacity: { weight_kg: 800, parcels: 40 },
      skills: [],
      costs: { fixed: 10, perHour: 30.5, perKm: 0.4 },
    })
    const driver = await twice<Driver>('drivers.create', {
      id: anId(),
      depotId,
      name: 'Sam',
      phone: '',
      skills: [],
    })
    await twice<Shift>('shifts.create', {
      id: anId(),
      depotId,
      vehicleId: vehicle.id,
      driverId: driver.id,
      date: day.date,
      start: '08:00',
      end: '16:00',
      breaks: [{ from: '11:00', to: '13:00', minutes: 30 }],
    })
    const order = await twice<Order>('orders.create', {
      id: anId(),
      depotId,
      reference: 'A-1',
      kind: 'delivery',
      date: day.date,
      place: { address: 'Drakegatan 31', ...place, level: 'pin', confidence: 1 },
      windows: [{ from: '09:00', to: '12:00' }],
      serviceS: 300,
      load: { weight_kg: 12.5 },
      skills: [],
      priority: 3,
      contact: { name: 'Door' },
      notes: '',
      custom: {},
    })
    const search = { id: anId(), depotId, date: day.date, timeLimitS: 1, seed: 1 }
    const [begun, repeated] = [
      await dispatcher.mutate<{ id: string; version: number }>('plans.start', search),
      await dispatcher.mutate<{ id: string; version: number }>('plans.start', search),
    ]
    await dispatcher.mutate('orders.remove', { ids: [order.id] })
    const removedAgain = await dispatcher.mutate('orders.remove', { ids: [order.id] })

    expect(repeated).toMatchObject({ status: 200, data: { id: begun.data.id, version: begun.data.version } })
    expect(removedAgain.status).toBe(200)
    expect((await dispatcher.ordersOf({ depotId, date: day.date })).length).toBe(0)
  })
})
