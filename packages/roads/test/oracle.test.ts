import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRegion, openRegion } from '../src/index.ts'
import type { Region, RegionInfo } from '../src/index.ts'

const shared = resolve(import.meta.dirname, '../../../../shared/osm')
const isThere = existsSync(shared)
if (!isThere) console.warn(`The reference durations are not checked: ${shared} is not there.`)

type Row = Readonly<Record<string, number>>

/** Empty cells are NaN. */
async function readCsv(path: string): Promise<Row[]> {
  const [header = '', ...lines] = (await readFile(path, 'utf8')).trim().split('\n')
  const names = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ? Number(cells[index]) : NaN]))
  })
}

const isDurationEqual = (seen: number, wanted: number): boolean =>
  Math.abs(seen - wanted) <= Math.max(0.2, wanted * 0.0005)

const models = ['monaco', 'columbus', 'porto'].flatMap((area) => [
  { area, model: 'a', turns: false },
  { area, model: 'b', turns: true },
])

describe.skipIf(!isThere).each(models)('$area under anchor-car-1, model $model', ({ area, model, turns }) => {
  const oracle = (what: string): string => join(shared, 'oracle', `${area}.${what}`)
  let folder: string
  let info: RegionInfo
  let region: Region

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cartage-oracle-'))
    const source = join(shared, `${area}.osm.pbf`)
    info = await buildRegion({ source, out: join(folder, area), profiles: ['anchor-car-1'], turns })
    region = await openRegion(join(folder, area))
  }, 240_000)

  afterAll(async () => rm(folder, { recursive: true, force: true }))

  it('counts what the reference counts', async () => {
    const { file: _, load_seconds: __, ...wanted } = JSON.parse(await readFile(oracle('stats.json'), 'utf8'))
    expect(info.stats).toMatchObject(wanted)
  })

  it('drives every reference pair in the reference time, and calls the same pairs unreachable', async () => {
    const pairs = await readCsv(oracle(`pairs-${model}.csv`))
    const routes = pairs.map(({ from_lon, from_lat, to_lon, to_lat }) =>
      region.route([
        { lon: from_lon!, lat: from_lat! },
        { lon: to_lon!, lat: to_lat! },
      ]),
    )

    const wrong = pairs.filter(({ duration_s }, index) => {
      const route = routes[index]
      if (Number.isNaN(duration_s)) return route !== undefined
      return !route || !isDurationEqual(route.durationS, duration_s!)
    })
    const otherLength = pairs.filter(({ duration_s, distance_m }, index) => {
      const seen = routes[index]?.distanceM ?? 0
      return !Number.isNaN(duration_s) && Math.abs(seen - distance_m!) > Math.max(1, distance_m! * 0.001)
    })

    expect(wrong).toEqual([])
    expect(otherLength.length / pairs.length).toBeLessThanOrEqual(0.01)
  })

  it('fills the reference table', async () => {
    const points = (await readCsv(oracle('table-points.csv'))).map(({ lon, lat }) => ({
      lon: lon!,
      lat: lat!,
    }))
    const wanted = (await readFile(oracle(`table-${model}.csv`), 'utf8'))
      .trim()
      .split('\n')
      .flatMap((line) => line.split(',').map((cell) => (cell === '' ? Infinity : Number(cell))))

    const { durationS } = region.matrix(points)

    const wrong = wanted.filter(
      (value, cell) => !(value === durationS[cell] || isDurationEqual(durationS[cell]!, value)),
    )
    expect(wanted.length).toBe(durationS.length)
    expect(wrong).toEqual([])
  })

  it('snaps to the reference points', async () => {
    const rows = await readCsv(oracle('snap.csv'))

    const wrong = rows.filter(({ lon, lat, distance_m, way_id }) => {
      const snap = region.snap(lon!, lat!)
      if (!snap) return true
      return (
        Math.abs(snap.distanceM - distance_m!) > 0.1 ||
        (snap.wayId !== way_id && Math.abs(snap.distanceM - distance_m!) > 0.05)
      )
    })

    expect(wrong).toEqual([])
  })
})
