import type { OsmData } from '../src/osm/osm-data.ts'
import { encodeSections, openSections } from '../src/sections.ts'
import { buildBasemap } from '../src/tiles/build-basemap.ts'
import { openBasemap } from '../src/tiles/open-basemap.ts'
import type { Basemap } from '../src/tiles/open-basemap.ts'

/** The tiles of an extract, through the file format and on shared memory as the server has them. */
export function aBasemap(osm: OsmData): Basemap {
  const bytes = encodeSections('tiles', buildBasemap(osm))
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  return openBasemap(openSections('tiles', shared, 'test'))
}

/** The tile that holds a point. */
export function tileAt(lon: number, lat: number, z: number): { z: number; x: number; y: number } {
  const sine = Math.sin((lat * Math.PI) / 180)
  return {
    z,
    x: Math.floor(((lon + 180) / 360) * 2 ** z),
    y: Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z),
  }
}
