import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePbf } from '@cartage/testing'
import type { Extract } from '@cartage/testing'
import { describe, expect, it } from 'vitest'
import { buildRegion, openRegion } from '../src/index.ts'
import type { Region } from '../src/index.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'
import { sharedFile } from './shared-extract.ts'

const columns = 20
const rows = 8

const nodeId = (column: number, row: number): number => 1 + row * columns + column
const columnOf = (id: number): number => (id - 1) % columns

/** A town of streets west to east, each of ways of four nodes, and of streets south to north. */
const whole: Extract = {
  bounds: { west: 0, south: 0, east: 0.019, north: 0.007 },
  nodes: Array.from({ length: columns * rows }, (_, index) => ({
    id: index + 1,
    lon: 0.001 * (index % columns),
    lat: 0.001 * Math.floor(index / columns),
    ...(index % 7 === 3 ? { tags: { barrier: 'bollard' } } : {}),
  })),
  ways: [
    ...Array.from({ length: rows * 6 }, (_, index) => ({
      id: 100 + index,
      refs: [0, 1, 2, 3].map((step) => nodeId((index % 6) * 3 + step, Math.floor(index / 6))),
      tags: { highway: 'residential', name: `Row ${Math.floor(index / 6)}` },
    })),
    ...Array.from({ length: columns }, (_, column) => ({
      id: 300 + column,
      refs: Array.from({ length: rows }, (__, row) => nodeId(column, row)),
      tags: { highway: 'tertiary', name: `Column ${column}` },
    })),
  ],
  relations: [9, 10, 11].map((column) => ({
    id: 500 + column,
    tags: { type: 'restriction', restriction: 'no_left_turn' },
    members: [
      { type: 'way' as const, ref: 300 + column, role: 'from' },
      { type: 'node' as const, ref: nodeId(column, 3), role: 'via' },
      { type: 'way' as const, ref: 100 + 3 * 6 + Math.floor(column / 3), role: 'to' },
    ],
  })),
}

/** The columns from..to, as extract tools cut: ways that reach out keep all their references, or lose those outside. */
function cutOut(from: number, to: number, refsOutside: 'kept' | 'dropped'): Extract {
  const isInside = (id: number): boolean => columnOf(id) >= from && columnOf(id) <= to
  const ways = whole
    .ways!.filter(({ refs }) => refs.some(isInside))
    .map((way) => (refsOutside === 'kept' ? way : { ...way, refs: way.refs.filter(isInside) }))
  const relations = whole.relations!.filter(({ members }) => isInside(members[1]!.ref))
  return {
    bounds: { ...whole.bounds!, west: 0.001 * from, east: 0.001 * to },
    nodes: whole.nodes.filter(({ id }) => isInside(id)),
    ways,
    relations,
  }
}

async function built(extracts: readonly Extract[]): Promise<Region> {
  const folder = await aTemporaryFolder()
  const source: string[] = []
  for (const [index, extract] of extracts.entries()) {
    source.push(join(folder, `part-${index}.osm.pbf`))
    await writeFile(source.at(-1)!, writePbf(extract, { elementsPerBlock: 50 }))
  }
  await buildRegion({ source, out: join(folder, 'out'), profiles: ['car'] })
  return openRegion(join(folder, 'out'))
}

const corners = [0, 5, 9, 12, 19].flatMap((x) =>
  [0, 4, 7].map((y) => ({ lon: x / 1000, lat: y / 1000 + 0.0003 })),
)

describe('several extracts in one region', () => {
  it.each([
    ['keep the references of ways that reach out', 'kept', 9, 10],
    ['cut short the ways that reach out', 'dropped', 8, 12],
  ] as const)(
    'are the region of the whole where two halves overlap and %s',
    async (_, refsOutside, east, west) => {
      const halves = [cutOut(0, west, refsOutside), cutOut(east, columns - 1, refsOutside)]

      const [joined, reversed, one] = [
        await built(halves),
        await built(halves.toReversed()),
        await built([whole]),
      ]

      const counts = { ...one.info.stats, load_seconds: expect.any(Number) }
      expect(counts.refs_missing_from_extract).toBe(0)
      for (const region of [joined, reversed]) {
        expect(region.info.stats).toEqual(counts)
        expect(region.info.bounds).toEqual(one.info.bounds)
        expect(region.matrix(corners).durationS).toEqual(one.matrix(corners).durationS)
        expect(region.route([corners[0]!, corners.at(-1)!])).toEqual(
          one.route([corners[0]!, corners.at(-1)!]),
        )
      }
      expect(joined.info.name).toBe('part-0')
    },
  )

  it('take what both have from the first that is named, and a way from the one that has more of its nodes', async () => {
    const folder = await aTemporaryFolder()
    const [older, newer] = [join(folder, 'older.osm.pbf'), join(folder, 'newer.osm.pbf')]
    const nodes = [1, 2, 3].map((id) => ({ id, lon: id / 1000, lat: 0 }))
    await writeFile(
      older,
      writePbf({
        nodes: nodes.map((node) => ({ ...node, tags: { source: 'older' } })),
        ways: [
          { id: 1, refs: [1, 2], tags: { name: 'older' } },
          { id: 2, refs: [1, 2, 3], tags: { name: 'older' } },
        ],
        relations: [{ id: 1, tags: { name: 'older' }, members: [{ type: 'way', ref: 1, role: '' }] }],
      }),
    )
    await writeFile(
      newer,
      writePbf({
        nodes,
        ways: [
          { id: 1, refs: [1, 2, 3], tags: { name: 'newer' } },
          { id: 2, refs: [3, 2, 1], tags: { name: 'newer' } },
        ],
        relations: [{ id: 1, tags: { name: 'newer' }, members: [{ type: 'way', ref: 9, role: '' }] }],
      }),
    )

    const osm = await readOsm([older, newer])

    expect(osm.wayTags.map((tags) => tags['name'])).toEqual(['newer', 'older'])
    expect([...osm.wayRefs]).toEqual([0, 1, 2, 0, 1, 2])
    expect(osm.relations.map(({ tags }) => tags['name'])).toEqual(['older'])
    expect([...osm.nodeTags.values()].map((tags) => tags['source'])).toEqual(['older', 'older', 'older'])
  })

  it('join GeoJSON ways where their coordinates are equal', async () => {
    const folder = await aTemporaryFolder()
    const file = async (name: string, ...coordinates: readonly number[][]): Promise<string> => {
      const geometry = { type: 'LineString', coordinates }
      const features = [{ type: 'Feature', properties: { highway: 'service' }, geometry }]
      await writeFile(join(folder, name), JSON.stringify({ type: 'FeatureCollection', features }))
      return join(folder, name)
    }

    const osm = await readOsm([
      await file('a.geojson', [0, 0], [1, 1]),
      await file('b.geojson', [1, 1], [2, 2]),
    ])

    expect(osm.nodeIds.length).toBe(3)
    expect([...osm.wayIds]).toEqual([-2, -1])
    expect([...osm.wayRefs]).toEqual([1, 2, 0, 1])
  })

  it('are refused where one is GeoJSON and the other is not', async () => {
    const folder = await aTemporaryFolder()
    const [pbf, json] = [join(folder, 'a.osm.pbf'), join(folder, 'b.geojson')]
    await writeFile(pbf, writePbf(whole))
    await writeFile(json, '{"type": "FeatureCollection", "features": []}')

    await expect(readOsm([pbf, json])).rejects.toMatchObject({
      code: 'unsupported_input',
      message: expect.stringContaining('b.geojson cannot be joined: GeoJSON has no node ids'),
    })
    await expect(readOsm([])).rejects.toMatchObject({ code: 'not_found' })
  })
})

const monaco = sharedFile('osm/monaco.osm.pbf')
const columbus = sharedFile('osm/columbus.osm.pbf')

describe.skipIf(monaco === undefined || columbus === undefined)('real extracts', () => {
  it('are the same read twice as once, sorted or not', async () => {
    for (const path of [monaco!, columbus!]) expect(await readOsm([path, path])).toEqual(await readOsm(path))
  }, 60_000)

  it('far from each other are both there in full', async () => {
    const [one, other, both] = [
      await readOsm(monaco!),
      await readOsm(columbus!),
      await readOsm([monaco!, columbus!]),
    ]

    expect(both.wayIds.length).toBe(one.wayIds.length + other.wayIds.length)
    expect(both.nodeIds.length).toBe(one.nodeIds.length + other.nodeIds.length)
    expect(both.wayRefs.length).toBe(one.wayRefs.length + other.wayRefs.length)
    expect(both.relations.length).toBe(one.relations.length + other.relations.length)
    expect(both.refsMissing).toBe(one.refsMissing + other.refsMissing)
    expect(both.nodeTags.size).toBe(one.nodeTags.size + other.nodeTags.size)
  }, 60_000)
})
