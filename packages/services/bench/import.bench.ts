import { readFile } from 'node:fs/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { withTenant } from '@cartage/db'
import { createTestDatabase, startTestServer } from '@cartage/db/testing'
import { installQueues, openJobs } from '@cartage/jobs'
import { buildRegion } from '@cartage/roads'
import { A_DAY, aDepot, anId, aTenant, aVehicle, insert } from '@cartage/testing'
import type { StaffContext } from '../src/context.ts'
import { checkImport } from '../src/imports/check-import.ts'
import { importCheckQueue } from '../src/imports/check-queue.ts'
import { commitImport } from '../src/imports/commit-import.ts'
import { startImport } from '../src/imports/start-import.ts'
import { readOrderFile } from '../src/order-file/read-order-file.ts'
import { createRegionStore } from '../src/regions/region-store.ts'

// Prints one JSON line per measurement: `pnpm bench import`. Rows: 10,000, or the number given after `--`.

const rows = Number(process.argv[2] ?? 10_000)
const source = createRequire(new URL('../../roads/package.json', import.meta.url)).resolve(
  'geojson-path-finder/test/large-network.json',
)

interface Street {
  readonly name: string
  readonly lon: number
  readonly lat: number
}

interface Feature {
  readonly properties: { readonly name?: string; readonly highway?: string }
  readonly geometry: { readonly type: string; readonly coordinates: readonly (readonly [number, number])[] }
}

const streetsOf = (features: readonly Feature[]): readonly Street[] =>
  features.flatMap(({ properties: { name, highway }, geometry: { type, coordinates } }) => {
    const [lon, lat] = coordinates[0] ?? []
    return type === 'LineString' && name !== undefined && highway === 'residential' && lon !== undefined
      ? [{ name, lon, lat: lat! }]
      : []
  })

/** An order file on real street names; half of its rows have coordinates, half must be found. */
const orderFile = (streets: readonly Street[]): Buffer => {
  const lines = ['order no,address,city,lat,lon,from,to,duration,parcels,weight,notes']
  for (let row = 0; row < rows; row += 1) {
    const { name, lat, lon } = streets[(row * 7_919) % streets.length]!
    const where = row % 2 === 0 ? `${lat},${lon}` : ','
    lines.push(
      `R-${row},"${name} ${1 + (row % 90)}",Göteborg,${where},08:00,1${row % 8}:30,5,${1 + (row % 4)},${row % 30}.5,Ring`,
    )
  }
  return Buffer.from(lines.join('\n'))
}

const print = (bench: string, value: number, unit: string): void =>
  console.log(
    JSON.stringify({ bench: `import.${bench}`, rows, value: Math.round(value * 1000) / 1000, unit }),
  )

const timed = async <Result>(bench: string, work: () => Promise<Result>): Promise<Result> => {
  const startedAt = performance.now()
  const result = await work()
  print(bench, (performance.now() - startedAt) / 1000, 's')
  return result
}

const folder = await mkdtemp(join(tmpdir(), 'cartage-bench-'))
const server = await startTestServer(({ ownerUrl, appUrl }) =>
  installQueues(ownerUrl, [importCheckQueue], new URL(appUrl).username),
)
const database = await createTestDatabase(server)
const jobs = await openJobs({ db: database.db, url: database.appUrl, onError: console.error })
const regions = createRegionStore(folder)
try {
  await buildRegion({ source, out: join(folder, 'gothenburg'), name: 'gothenburg' })
  const network: { features: readonly Feature[] } = JSON.parse(await readFile(source, 'utf8'))
  const file = orderFile(streetsOf(network.features))
  const organizationId = await aTenant(database.db)
  const depot = aDepot({ lon: 11.97, lat: 57.7 })
  await withTenant(database.db, organizationId, async (trx) => {
    await insert.depot(trx, organizationId, depot)
    await insert.vehicle(
      trx,
      organizationId,
      aVehicle({ depotId: depot.id, capacity: { parcels: 80, weight_kg: 600 } }),
    )
  })
  const used: Partial<StaffContext> = {
    db: database.db,
    jobs,
    regions,
    now: () => new Date('2026-04-01T10:00:00Z'),
    newId: () => crypto.randomUUID(),
    organizationId,
    userId: anId<'user'>(),
    permissions: new Set(['order:read', 'order:write']),
  }
  const ctx = used as StaffContext
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()

  for (const round of ['first', 'again']) {
    const id = anId<'import'>()
    const ready = await timed(`${round}.dry-run`, async () => {
      await timed(`${round}.upload`, () =>
        startImport({ ctx, input: { id, depotId: depot.id, date: A_DAY, fileName: 'bench.csv', file } }),
      )
      return timed(`${round}.check`, () => checkImport(ctx, id))
    })
    print(`${round}.create`, ready.counts.create, 'rows')
    print(`${round}.unchanged`, ready.counts.unchanged, 'rows')
    print(`${round}.held`, ready.counts.held, 'rows')
    await timed(`${round}.commit`, () => commitImport({ ctx, input: { id } }))
  }
  print('longest-turn', delay.max / 1e6, 'ms')

  // F17: a million rows are read row by row, not held.
  const before = process.memoryUsage().rss
  async function* million(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('order no,address,city,notes\n')
    for (let row = 0; row < 1_000; row += 1) {
      yield Buffer.from(
        Array.from({ length: 1_000 }, (_, at) => `R-${row}-${at},Storgatan ${at},Göteborg,Ring twice\n`).join(
          '',
        ),
      )
    }
  }
  await timed('read-million', async () => {
    const { rows: batches } = await readOrderFile(million(), 'million.csv', { maxBytes: 1e9 })
    let count = 0
    for await (const batch of batches) count += batch.length
    print('read-million.rows', count, 'rows')
  })
  print('read-million.rss-growth', (process.memoryUsage().rss - before) / 1024 / 1024, 'MiB')
} finally {
  await jobs[Symbol.asyncDispose]()
  await regions[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
}
