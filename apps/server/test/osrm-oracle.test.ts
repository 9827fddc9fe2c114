import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildRegion, openRegion } from '@cartage/roads'
import { describe, expect, it } from 'vitest'
import { serveRoads, written } from './served-roads.ts'

const shared = resolve(import.meta.dirname, '../../../../shared/osm')
const isThere = existsSync(shared)
if (!isThere) console.warn(`Tables over HTTP are not held to the reference: ${shared} is not there.`)

const readCsv = async (name: string): Promise<string[][]> =>
  (await readFile(join(shared, 'oracle', name), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split(','))

describe.skipIf(!isThere)('a table over HTTP', () => {
  it.each(['monaco', 'porto'])(
    'is the reference table of %s, with turns',
    { timeout: 300_000 },
    async (area) => {
      await using cleanUp = new AsyncDisposableStack()
      const folder = await mkdtemp(join(tmpdir(), 'cartage-osrm-'))
      cleanUp.defer(() => rm(folder, { recursive: true }))
      const source = join(shared, `${area}.osm.pbf`)
      await buildRegion({ source, out: join(folder, area), profiles: ['anchor-car-1'] })
      const served = cleanUp.use(await serveRoads(new Map([[area, await openRegion(join(folder, area))]])))
      const [, ...rows] = await readCsv(`${area}.table-points.csv`)
      const points = rows.map(([, , lon, lat]): [number, number] => [Number(lon), Number(lat)])
      const expected = (await readCsv(`${area}.table-b.csv`)).map((row) =>
        row.map((cell) => (cell === '' ? null : Number(cell))),
      )

      const { json } = await served.ask(`/table/v1/${area}-anchor-car-1/${written(points)}`)

      // Tenths of a second are all that the API tells.
      const isEqual = (seen: number | null, wanted: number | null): boolean =>
        seen === null || wanted === null
          ? seen === wanted
          : Math.abs(seen - wanted) <= Math.max(0.2, wanted * 0.0005) + 0.05
      const wrong = expected.flatMap((row, from) =>
        row.flatMap((wanted, to) =>
          isEqual(json.durations[from][to], wanted)
            ? []
            : [{ from, to, wanted, seen: json.durations[from][to] }],
        ),
      )
      expect(expected.length).toBe(points.length)
      expect(wrong).toEqual([])
    },
  )
})
