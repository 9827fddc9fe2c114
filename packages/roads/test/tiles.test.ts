import { describe, expect, it } from 'vitest'
import { readOsm } from '../src/osm/read-osm.ts'
import { tileMargin } from '../src/tiles/open-basemap.ts'
import { aBasemap, tileAt } from './a-basemap.ts'
import { readTile, ringArea } from './read-tile.ts'
import type { ReadLayer } from './read-tile.ts'
import { sharedFile } from './shared-extract.ts'

const andorra = sharedFile('osm/andorra.osm.pbf')
const monaco = sharedFile('osm/monaco.osm.pbf')

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

  it('stay below 100 KB', () => {
    const sizes = [6, 8, 9, 10, 11, 12, 13, 14].map((z) => {
      const { x, y } = tileAt(1.5218, 42.5063, z)
      return map?.tile(z, x, y)?.length ?? 0
    })

    expect(Math.max(...sizes)).toBeLessThan(100_000)
    expect(Math.min(...sizes)).toBeGreaterThan(100)
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
