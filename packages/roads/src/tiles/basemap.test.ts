import { describe, expect, it } from 'vitest'
import { aBasemap, tileAt } from '../../test/a-basemap.ts'
import { aMap } from '../../test/a-map.ts'
import type { LonLat } from '../../test/a-map.ts'
import { readTile, ringArea } from '../../test/read-tile.ts'
import type { Basemap } from './open-basemap.ts'
import { tileMargin } from './open-basemap.ts'

// A little off the middle of tile 14/8736/4960, so that all of the town is in it.
const at: LonLat = [11.9642, 57.6984]
const near = (east: number, north: number): LonLat => [at[0] + east / 1000, at[1] + north / 2000]
const square = (east: number, north: number, size: number): LonLat[] => [
  near(east, north),
  near(east + size, north),
  near(east + size, north + size),
  near(east, north + size),
  near(east, north),
]
const layersAt = (map: Basemap, z: number, [lon, lat]: LonLat = at) => {
  const tile = tileAt(lon, lat, z)
  const bytes = map.tile(tile.z, tile.x, tile.y)
  return bytes === undefined ? undefined : readTile(bytes)
}

const town = aMap({
  nodes: [{ at, tags: { place: 'town', name: 'Mölndal', population: '40 000' } }],
  ways: [
    { path: [near(-30, 0), near(0, 0)], tags: { highway: 'motorway', ref: 'E6', oneway: 'yes' } },
    {
      path: [near(0, 0), near(30, 0)],
      tags: { highway: 'motorway', ref: 'E6', oneway: 'yes', bridge: 'yes' },
    },
    { path: [near(0, 0), near(1, 1)], tags: { highway: 'residential', name: 'Storgatan' } },
    { path: [near(1, 1), near(2, 1)], tags: { highway: 'residential', name: 'Storgatan' } },
    { path: [near(1, 1), near(1, 2)], tags: { highway: 'residential', name: 'Lilla gatan' } },
    { path: [near(2, 2), near(2, 3)], tags: { highway: 'footway' } },
    { path: [near(0, 0), near(0.5, 1)], tags: { highway: 'motorway_link', oneway: 'yes' } },
    { path: square(3, 3, 0.5), tags: { building: 'yes' } },
    { path: square(5, 5, 4), tags: { leisure: 'park', name: 'Slottsskogen' } },
    { path: [near(-5, -5), near(5, -5)], tags: { waterway: 'river', name: 'Göta älv' } },
    { path: [near(-5, -6), near(5, -6)], tags: { railway: 'rail' } },
    { path: [near(-5, -7), near(5, -7)], tags: { power: 'line' } },
    { id: 101, path: square(-8, 3, 4) },
    { id: 102, path: square(-7, 4, 1).toReversed() },
  ],
  relations: [
    {
      tags: { type: 'multipolygon', natural: 'water', name: 'Delsjön' },
      members: [
        { type: 'way', ref: 101, role: 'outer' },
        { type: 'way', ref: 102, role: 'inner' },
      ],
    },
  ],
})
const map = aBasemap(town)

describe('tiles', () => {
  it('carry the attributes that a style needs', () => {
    const layers = layersAt(map, 14)
    const attributes = (layer: string) =>
      layers?.get(layer)?.features.map((feature) => feature.attributes) ?? []

    expect(attributes('roads')).toEqual(
      expect.arrayContaining([
        { class: 'motorway', ref: 'E6', oneway: true },
        { class: 'motorway', ref: 'E6', oneway: true, bridge: true },
        { class: 'motorway', oneway: true, link: true },
        { class: 'minor', name: 'Storgatan' },
        { class: 'minor', name: 'Lilla gatan' },
      ]),
    )
    expect(attributes('waterway')).toEqual([{ class: 'river', name: 'Göta älv' }])
    expect(attributes('rail')).toEqual([{ class: 'rail' }])
    expect(attributes('places')).toEqual([{ class: 'town', name: 'Mölndal', rank: 16 }])
    expect(attributes('landuse')).toEqual([{ class: 'park' }])
    expect(attributes('labels')).toEqual(
      expect.arrayContaining([
        { class: 'park', name: 'Slottsskogen', rank: expect.any(Number) },
        { class: 'lake', name: 'Delsjön', rank: expect.any(Number) },
      ]),
    )
    expect(attributes('land')).toEqual([{ class: 'land' }])
    expect(attributes('buildings')).toEqual([{ class: 'building' }])
    expect(attributes('water')).toEqual([{ class: 'lake' }])
  })

  it('join the ways of one street into one line', () => {
    const storgatan = layersAt(map, 14)
      ?.get('roads')
      ?.features.find((feature) => feature.attributes['name'] === 'Storgatan')

    expect(storgatan?.paths).toHaveLength(1)
    expect(storgatan?.paths[0]).toHaveLength(3)
  })

  it('show only what a zoom has room for', () => {
    const roadClasses = (z: number) => {
      const roads = layersAt(map, z)?.get('roads')?.features ?? []
      return new Set(roads.map((feature) => feature.attributes['class']))
    }

    expect(roadClasses(6)).toEqual(new Set(['motorway']))
    expect(roadClasses(12)).toEqual(new Set(['motorway', 'minor']))
    expect(roadClasses(15)).toEqual(new Set(['motorway', 'minor', 'path']))
    expect(layersAt(map, 12)?.has('buildings')).toBe(false)
  })

  it('merge a class and number into one feature without names at small zooms', () => {
    const roads = layersAt(map, 10)?.get('roads')?.features

    expect(roads?.map((feature) => feature.attributes)).toEqual([{ class: 'motorway', ref: 'E6' }])
    expect(roads?.[0]?.paths).toHaveLength(1)
  })

  it('turn outer rings one way and holes the other, and keep their area', () => {
    const rings = layersAt(map, 14)?.get('water')?.features[0]?.paths ?? []
    const areas = rings.map(ringArea)
    const worldWidthM = 40_075_017 * Math.cos((57.7004 * Math.PI) / 180)
    const unitsPerM = (4096 * 2 ** 14) / worldWidthM
    const metres = (degrees: number) => degrees * 111_195
    const outerM2 = metres(0.004) * metres(0.002) * Math.cos((57.7004 * Math.PI) / 180)

    expect(areas).toHaveLength(2)
    expect(areas[0]! / unitsPerM ** 2).toBeGreaterThan(outerM2 * 0.97)
    expect(areas[0]! / unitsPerM ** 2).toBeLessThan(outerM2 * 1.03)
    expect(areas[1]! / areas[0]!).toBeCloseTo(-1 / 16, 2)
  })

  it('reach over the edge by the margin and no further', () => {
    const tile = layersAt(map, 15)
    const points = [...(tile?.values() ?? [])].flatMap(({ features }) =>
      features.flatMap(({ paths }) => paths.flat()),
    )
    const values = points.flat()

    expect(points.length).toBeGreaterThan(0)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-tileMargin)
    expect(Math.max(...values)).toBeLessThanOrEqual(4096 + tileMargin)
  })

  it('join at their edges: the road leaves one tile where it enters the next', () => {
    const left = tileAt(at[0], at[1], 15)
    const motorwayY = (x: number, edge: number) => {
      const layers = readTile(map.tile(15, x, left.y) ?? new Uint8Array())
      const paths = layers.get('roads')?.features.filter(({ attributes }) => attributes['ref'] === 'E6')
      return paths?.flatMap(({ paths: lines }) => lines.flat()).find(([px]) => px === edge)?.[1]
    }

    expect(motorwayY(left.x - 1, 4096 + tileMargin)).toBeDefined()
    expect(motorwayY(left.x - 1, 4096 + tileMargin)).toBe(motorwayY(left.x, -tileMargin))
  })

  it('name a place in one tile only', () => {
    const centre = tileAt(at[0], at[1], 16)
    const named = [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].filter((dy) => {
        return readTile(map.tile(16, centre.x + dx, centre.y + dy) ?? new Uint8Array()).has('places')
      }),
    )

    expect(named).toHaveLength(1)
  })

  it.each([
    [14, 0, 0],
    [17, 69883, 39667],
    [-1, 0, 0],
    [1.5, 0, 0],
    [2, 4, 0],
    [14, Number.NaN, 1],
  ])('do not exist at %d/%d/%d', (z, x, y) => {
    expect(map.tile(z, x, y)).toBeUndefined()
  })

  it('say version, extent and the same bytes each time', () => {
    const { z, x, y } = tileAt(at[0], at[1], 14)
    const layer = readTile(map.tile(z, x, y)!).get('roads')

    expect([layer?.version, layer?.extent]).toEqual([2, 4096])
    expect(map.tile(z, x, y)).toEqual(map.tile(z, x, y))
  })

  it('hold only land where an extract has nothing that is drawn', () => {
    const empty = aBasemap(aMap({ ways: [{ path: [near(0, 0), near(1, 1)], tags: { power: 'line' } }] }))
    const { z, x, y } = tileAt(at[0], at[1], 14)

    expect([...readTile(empty.tile(z, x, y)!).keys()]).toEqual(['land'])
  })
})

describe('the sea', () => {
  const coast = (path: LonLat[]) => ({ path, tags: { natural: 'coastline' } })
  // Roads in two corners give the extract its bounds: 20 by 20 thousandths of a degree.
  const frame = [
    { path: [near(-10, -10), near(-9, -9)], tags: { highway: 'residential' } },
    { path: [near(9, 9), near(10, 10)], tags: { highway: 'residential' } },
  ]
  const seaAt = (basemap: Basemap, place: LonLat) => {
    return layersAt(basemap, 16, place)?.get('water')?.features ?? []
  }

  it('lies to the right of the coastline', () => {
    const west = aBasemap(aMap({ ways: [...frame, coast([near(0, 12), near(0, 0), near(0, -12)])] }))
    const east = aBasemap(aMap({ ways: [...frame, coast([near(0, -12), near(0, 0), near(0, 12)])] }))

    expect(seaAt(west, near(-7, 0))[0]?.attributes).toEqual({ class: 'sea' })
    expect(seaAt(west, near(7, 0))).toEqual([])
    expect(seaAt(east, near(7, 0))[0]?.attributes).toEqual({ class: 'sea' })
    expect(seaAt(east, near(-7, 0))).toEqual([])
  })

  it('has islands, and leaves a coastline out that ends in the middle of nowhere', () => {
    const island = aBasemap(aMap({ ways: [...frame, coast(square(-8, -8, 16))] }))
    const broken = aBasemap(aMap({ ways: [...frame, coast([near(-12, 0), near(0, 0)])] }))

    expect(seaAt(island, near(-9, 9))).toHaveLength(1)
    expect(seaAt(island, near(0, 0))).toEqual([])
    expect(seaAt(broken, near(-7, 4))).toEqual([])
  })

  it('is joined from coastlines in any order, and reaches the edge from a little short of it', () => {
    const pieces = [coast([near(0, 0), near(0, -9.5)]), coast([near(0, 9.5), near(0, 0)])]
    const map2 = aBasemap(aMap({ ways: [...frame, ...pieces] }))

    expect(seaAt(map2, near(-7, 0))).toHaveLength(1)
    expect(seaAt(map2, near(-7, 9.8))).toHaveLength(1)
    expect(seaAt(map2, near(7, 0))).toEqual([])
  })
})
