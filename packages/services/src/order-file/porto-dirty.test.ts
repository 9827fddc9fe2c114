import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildRegion, openRegion, type Region } from '@cartage/roads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkRows, type CheckedFile } from './check-rows.ts'
import { mapColumns } from './map-columns.ts'
import { readOrderFile } from './read-order-file.ts'
import { regionLookups } from './region-lookups.ts'
import { aContext } from '../../test/order-file-context.ts'

const packageRoot = resolve(import.meta.dirname, '../..')
const dirty = join(packageRoot, 'test/data/porto-dirty.csv')
const shared = resolve(packageRoot, '../../../shared')
const hasShared = existsSync(join(shared, 'osm/porto.osm.pbf'))
if (!hasShared)
  console.warn('skipped: ../shared is absent, so order files are not checked against real roads')

/** What the README of the order files lists, with the column where each belongs. */
const listed = [
  '1 COLUMN_UNKNOWN warning Colour of door',
  '3 COORDINATES_SWAPPED error Latitude',
  '4 PLACE_MISSING error Adresse',
  '5 PLACE_NOT_FOUND error Adresse',
  '6 WINDOW_REVERSED error Time Window Start',
  '8 REFERENCE_REUSED error Order No',
  '9 SERVICE_NEGATIVE error Duration',
  '10 LOAD_ABSURD error Weight',
  '11 FORMULA_TEXT warning Adresse',
  '12 CONTROL_REMOVED warning Adresse',
  '13 REFERENCE_MISSING error Order No',
  '14 COORDINATES_ZERO error Latitude',
  '15 OUTSIDE_REGION error Latitude',
  '16 CROSSES_MIDNIGHT warning Time Window End',
]

const depot = { lon: -8.6443, lat: 41.1745, zone: 'Europe/Lisbon' }
const capacity = { parcels: 80, weight_kg: 600 }

const check = async (path: string, lookups = {}): Promise<CheckedFile> => {
  const file = await readOrderFile(await readFile(path), path)
  const { columns, findings } = mapColumns(file.header, { dimensions: Object.keys(capacity) })
  const checked = await checkRows(file.rows, columns, aContext({ depot, capacity, ...lookups }))
  return { ...checked, findings: [...findings, ...checked.findings] }
}
const brief = ({ findings }: CheckedFile): string[] =>
  findings.map(({ row, code, severity, column }) => `${row} ${code} ${severity} ${column}`)

describe('porto-dirty.csv', () => {
  it('gives exactly the findings that its README lists', async () => {
    const checked = await check(dirty, {
      search: (text: string) => (text.startsWith('Rua que') ? [] : aContext().search(text, depot)),
    })

    expect(brief(checked)).toEqual(listed)
  })

  it('lets in the six rows without an error, read as they were meant', async () => {
    const { orders } = await check(dirty, {
      search: (text: string) => (text.startsWith('Rua que') ? [] : aContext().search(text, depot)),
    })

    expect(orders.map(({ reference }) => reference)).toEqual(['D-1', 'D-6', 'D-9', 'D-10', 'D-14', 'D-15'])
    expect(orders[0]).toMatchObject({
      place: { lat: 41.1496, lon: -8.606, level: 'given' },
      load: { weight_kg: 12.5, parcels: 2 },
      custom: { 'Colour of door': 'red' },
    })
    expect(orders[1]?.windows).toEqual([{ from: '08:00', to: '18:30' }])
    expect(orders[2]?.place.address).toBe('=HYPERLINK("http://x";"y"), Porto')
    expect(orders[3]).toMatchObject({
      place: { address: 'Rua do Almada 5, Porto' },
      windows: [],
      serviceS: 300,
      load: {},
      priority: 50,
    })
    expect(orders[4]?.windows).toEqual([{ from: '22:00', to: '02:00' }])
    expect(orders[5]?.load).toEqual({ weight_kg: 3 })
  })
})

describe.skipIf(!hasShared)('on the real roads of Porto', () => {
  let folder = ''
  let region: Region | undefined

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cartage-order-file-'))
    await buildRegion({ source: join(shared, 'osm/porto.osm.pbf'), out: folder })
    region = await openRegion(folder)
  }, 240_000)
  afterAll(async () => {
    region?.[Symbol.dispose]()
    await rm(folder, { recursive: true, force: true })
  })

  it('porto-dirty.csv gives exactly the findings that its README lists', async () => {
    const checked = await check(join(shared, 'orders/porto-dirty.csv'), regionLookups(region!))

    expect(brief(checked)).toEqual(listed)
  })

  it.each(['porto-200.csv', 'porto-1000.csv'])('%s gives no finding at all', async (name) => {
    const checked = await check(join(shared, 'orders', name), regionLookups(region!))

    expect(brief(checked)).toEqual([])
    expect(checked.orders).toHaveLength(checked.rows.length)
  })
})
