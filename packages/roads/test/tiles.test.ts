import { describe, expect, it } from 'vitest'
import { readOsm } from '../src/osm/read-osm.ts'
import { tileMargin } from '../src/tiles/open-basemap.ts'
import { classes, layerFields, layers } from '../src/tiles/layers.ts'
import { tileUnits, worldX, worldY } from '../src/tiles/mercator.ts'
import type { OsmData } from '../src/osm/osm-data.ts'
import { aBasemap, tileAt } from './a-basemap.ts'
import { readTile, ringArea } from './read-tile.ts'
import type { ReadLayer } from './read-tile.ts'
import { sharedFile } from './shared-extract.ts'

const andorra = sharedFile('osm/andorra.osm.pbf')
const monaco = sharedFile('osm/monaco.osm.pbf')

const complete = ['monaco', 'andorra', 'porto'].flatMap((name) => {
  const file = sharedFile(`osm/${name}.osm.pbf`)
  return file ? [{ name, file }] : []
})

type Address = readonly [z: number, x: number, y: number]

/** Every tile of a zoom, or of a large one those around the middle. */
function addressesOf({ bounds }: OsmData, z: number): Address[] {
  const size = tileUnits(z)
  const columns = span(worldX(bounds.west) / size, worldX(bounds.east) / size)
  const rows = span(worldY(bounds.north) / size, worldY(bounds.south) / size)
  return columns.flatMap((x) => rows.map((y): Address => [z, x, y]))
}

function span(from: number, to: number): number[] {
  const [first, last] = [Math.floor(from), Math.floor(to)]
  const most = 12
  const start = last - first < most ? first : Math.floor((first + last - most) / 2)
  return Array.from({ length: Math.min(most, last - first) + 1 }, (_, index) => start + index)
}

/** What of a tile the specification or our own list of layers does not allow. */
function faultsOf(bytes: Uint8Array): string[] {
  const inOrder = [...readTile(bytes).values()]
  const order = inOrder.map(({ name }) => layers.findIndex((layer) => layer === name))
  const faults = order.some((at, index) => at < 0 || at <= (order[index - 1] ?? -1)) ? ['layers'] : []
  for (const { name, version, extent, features } of inOrder) {
    if (version !== 2 || extent !== 4096 || features.length === 0) faults.push(`${name}: head`)
    const fields = new Set(['class', ...Object.keys(layerFields[name as 'land'])])
    for (const { type, attributes, paths } of features) {
      const keys = Object.keys(attributes)
      if (keys.some((key) => !fields.has(key))) faults.push(`${name}: ${keys.join()}`)
      if (!classes.some((kind) => kind === attributes['class'])) faults.push(`${name}: class`)
      if (paths.flat(2).some((value) => !Number.isInteger(value))) faults.push(`${name}: not whole`)
      if (type === 1 && (paths.length !== 1 || paths[0]?.length !== 1)) faults.push(`${name}: point`)
      if (type === 2 && paths.some((line) => line.length < 2)) faults.push(`${name}: line`)
      if (type === 3 && paths.some((ring) => ring.length < 4 || ringArea(ring) === 0)) {
        faults.push(`${name}: ring`)
      }
      if (type === 3 && ringArea(paths[0] ?? []) <= 0) faults.push(`${name}: hole first`)
    }
  }
  return faults
}

/** Where lines of a layer cross an upright line, and whether steeply enough that rounding cannot move the place by much. */
function crossings(
  tile: ReadLayer | undefined,
  edge: number,
  axis: 0 | 1,
): { at: number; isSure: boolean }[] {
  const lines = tile?.features.flatMap(({ paths }) => paths) ?? []
  return lines.flatMap((line) =>
    line.slice(1).flatMap((end, index) => {
      const start = line[index]!
      const [a, b] = [start[axis] - edge, end[axis] - edge]
      if (a < 0 === b < 0) return []
      const [from, to] = [start[1 - axis]!, end[1 - axis]!]
      return [
        {
          at: from + ((to - from) * a) / (a - b),
          isSure: Math.abs(to - from) < 4 * Math.abs(end[axis] - start[axis]),
        },
      ]
    }),
  )
}

/** Crossings of the edge between two tiles that only one of them has. */
function unmatched(one: ReadLayer | undefined, other: ReadLayer | undefined, axis: 0 | 1): number {
  const [here, there] = [crossings(one, 4096, axis), crossings(other, 0, axis)]
  const inTile = ({ at, isSure }: { at: number; isSure: boolean }) => isSure && at > 4 && at < 4092
  const lacks = (list: typeof here) => (found: { at: number }) =>
    !list.some(({ at }) => Math.abs(at - found.at) <= 6)
  return here.filter(inTile).filter(lacks(there)).length + there.filter(inTile).filter(lacks(here)).length
}

describe.each(complete)('all tiles of $name', async ({ file }) => {
  const osm = await readOsm(file)
  const map = aBasemap(osm)
  const zooms = Array.from({ length: 17 }, (_, z) => z)

  it('are valid by the vector tile specification, and name only known layers, fields and classes', () => {
    const faults = zooms.flatMap((z) =>
      addressesOf(osm, z).flatMap(([, x, y]) =>
        faultsOf(map.tile(z, x, y)!).map((fault) => `${z}/${x}/${y} ${fault}`),
      ),
    )

    expect(faults).toEqual([])
  })

  it('meet at their edges', () => {
    const tileOf = (z: number, x: number, y: number) => readTile(map.tile(z, x, y) ?? new Uint8Array())
    const open = [9, 11, 12, 14, 16].flatMap((z) =>
      addressesOf(osm, z).flatMap(([, x, y]) => {
        const [here, east, south] = [tileOf(z, x, y), tileOf(z, x + 1, y), tileOf(z, x, y + 1)]
        return ['roads', 'rail', 'waterway'].flatMap((layer) => {
          const atEast = unmatched(here.get(layer), east.get(layer), 0)
          const atSouth = unmatched(here.get(layer), south.get(layer), 1)
          return atEast + atSouth > 0 ? [`${z}/${x}/${y} ${layer}`] : []
        })
      }),
    )

    expect(open).toEqual([])
  })

  it('stay below 150 KB', () => {
    const sizes = zooms.flatMap((z) => addressesOf(osm, z).map(([, x, y]) => map.tile(z, x, y)?.length ?? 0))

    expect(Math.max(...sizes)).toBeLessThan(150_000)
  })

  it('show roads and a ground from afar, where the extract is a patch', () => {
    const shown = [5, 6, 7, 8, 9].map((z) => {
      const tiles = addressesOf(osm, z).map(([, x, y]) => readTile(map.tile(z, x, y)!))
      return ['land', 'roads'].every((layer) => tiles.some((tile) => tile.has(layer)))
    })

    expect(shown).toEqual([true, true, true, true, true])
  })
})

const pathsOf = (layer: ReadLayer, type: number) => {
  return layer.features.filter((feature) => feature.type === type).flatMap(({ paths }) => paths)
}

describe.skipIf(!andorra)('the tiles of Andorra', async () => {
  const osm = andorra ? await readOsm(andorra) : undefined
  const map = osm && aBasemap(osm)
  const layersOf = (lon: number, lat: number, z: number) => {
    const { x, y } = tileAt(lon, lat, z)
    return [...readTile(map?.tile(z, x, y) ?? new Uint8Array()).values()]
  }
  const every = [8, 10, 12, 13, 14, 15, 16].flatMap((z) => layersOf(1.5218, 42.5063, z))

  it('hold no line or ring without extent, and nothing beyond the margin', () => {
    const lines = every.flatMap((layer) => pathsOf(layer, 2))
    const rings = every.flatMap((layer) => pathsOf(layer, 3))
    const values = [...lines, ...rings].flat(2)

    expect(lines.length).toBeGreaterThan(100)
    expect(rings.length).toBeGreaterThan(100)
    expect(lines.filter((line) => line.length < 2)).toEqual([])
    expect(rings.filter((ring) => ring.length < 4 || ringArea(ring) === 0)).toEqual([])
    expect(values.reduce((least, value) => Math.min(least, value), 0)).toBeGreaterThanOrEqual(-tileMargin)
    expect(values.reduce((most, value) => Math.max(most, value), 0)).toBeLessThanOrEqual(4096 + tileMargin)
  })

  it('begin every polygon with its outer ring', () => {
    const firsts = every.flatMap((layer) =>
      layer.features.filter((feature) => feature.type === 3).map(({ paths }) => ringArea(paths[0] ?? [])),
    )

    expect(firsts.length).toBeGreaterThan(20)
    expect(Math.min(...firsts)).toBeGreaterThan(0)
  })

  it('show a street by its name', () => {
    const roads = layersOf(1.5259, 42.5086, 15).find(({ name }) => name === 'roads')
    const names = roads?.features.map((feature) => feature.attributes['name'])

    expect(names).toContain('Carrer Dr. Molines')
  })

  it('keep the area of woods and rocks when the map is simplified', () => {
    const areaAt = (z: number) => {
      const rings = layersOf(1.6, 42.57, z)
        .filter(({ name }) => name === 'landuse')
        .flatMap((layer) => pathsOf(layer, 3))
      return rings.reduce((sum, ring) => sum + ringArea(ring), 0) / 4096 ** 2
    }
    const tile = tileAt(1.6, 42.57, 12)
    const inside = [0, 1].flatMap((dx) => [0, 1].map((dy) => [2 * tile.x + dx, 2 * tile.y + dy] as const))
    const children = inside.map(([x, y]) => {
      const landuse = readTile(map?.tile(13, x, y) ?? new Uint8Array()).get('landuse')
      return landuse ? pathsOf(landuse, 3).reduce((sum, ring) => sum + ringArea(ring), 0) / 4096 ** 2 : 0
    })
    // Each tile's margin adds to its area: (1 + 2 * 96 / 4096)^2 = 1.096 of a whole tile.
    const childArea = children.reduce((sum, area) => sum + area, 0) / 4

    expect(areaAt(12)).toBeGreaterThan(childArea * 0.85)
    expect(areaAt(12)).toBeLessThan(childArea * 1.15)
  })
})

describe.skipIf(!monaco)('the tiles of Monaco', async () => {
  const map = monaco ? aBasemap(await readOsm(monaco)) : undefined
  const waterAt = (lon: number, lat: number) => {
    const { z, x, y } = tileAt(lon, lat, 16)
    const water = readTile(map?.tile(z, x, y) ?? new Uint8Array()).get('water')
    return water?.features.map((feature) => feature.attributes['class']) ?? []
  }

  it('have the sea off the coast and none in the hills', () => {
    expect(waterAt(7.45, 43.73)).toEqual(['sea'])
    expect(waterAt(7.41, 43.75)).toEqual([])
  })
})
