import Flatbush from 'flatbush'
import { readPooled } from '../string-pool.ts'
import type { SectionReader } from '../sections.ts'
import { clipLine, clipRing } from './clip.ts'
import type { ClipBox } from './clip.ts'
import { encodeTile, geometryTypes } from './encode-tile.ts'
import type { AttributeValue, GeometryType, TileFeature } from './encode-tile.ts'
import { classes, flags, layers } from './layers.ts'
import type { Layer } from './layers.ts'
import { tileExtent, tileUnits } from './mercator.ts'
import { PointBuffer } from './point-buffer.ts'
import { TileGeometry } from './tile-geometry.ts'
import { largestZoom } from './vertex-zooms.ts'

/** Vector tiles of one extract. Reads only; one per thread over shared memory. */
export interface Basemap {
  /**
   * A Mapbox vector tile, uncompressed, for zooms 0 to 16 (a client draws larger zooms from those of 16). Empty where the extract has
   * nothing to draw, undefined outside its bounds and for numbers that name no tile.
   */
  tile(z: number, x: number, y: number): Uint8Array | undefined
}

/** How far geometry reaches over the edge of a tile, so that wide lines and outlines join: 12 pixels of a 512-pixel tile. */
export const tileMargin = 96

const geometryOfLayer: Readonly<Record<Layer, GeometryType>> = {
  land: geometryTypes.polygon,
  landuse: geometryTypes.polygon,
  water: geometryTypes.polygon,
  waterway: geometryTypes.line,
  buildings: geometryTypes.polygon,
  rail: geometryTypes.line,
  roads: geometryTypes.line,
  labels: geometryTypes.point,
  places: geometryTypes.point,
}

interface BasemapSections {
  readonly layer: Uint8Array
  readonly kind: Uint8Array
  readonly flags: Uint8Array
  readonly rank: Uint8Array
  readonly minZoom: Uint8Array
  readonly maxZoom: Uint8Array
  readonly name: Uint32Array
  readonly ref: Uint32Array
  readonly parts: Uint32Array
  readonly partVertices: Uint32Array
  readonly vertices: Int32Array
  readonly vertexZoom: Uint8Array
  /** A name or number; each is decoded once. */
  text(index: number): string
}

/** A window on the map: one tile's place in world units, and what of it is drawn in tile units. */
interface TileWindow {
  readonly z: number
  readonly west: number
  readonly north: number
  readonly scale: number
  readonly clip: ClipBox
}

interface OpenFeature {
  readonly geometry: TileGeometry
  readonly attributes: readonly (readonly [string, AttributeValue])[]
}

/** Opens the tiles over the sections that `buildBasemap` made, without copying them. */
export function openBasemap(reader: SectionReader): Basemap {
  const map = readSections(reader)
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = reader.int32('mapBounds')
  const treeSection = reader.uint8('featureTree')
  const tree = treeSection.length > 0 ? Flatbush.from(treeSection.buffer, treeSection.byteOffset) : undefined

  return {
    tile(z, x, y) {
      if (!Number.isInteger(z) || z < 0 || z > largestZoom) return undefined
      if (!Number.isInteger(x) || !Number.isInteger(y) || Math.min(x, y) < 0 || Math.max(x, y) >= 2 ** z) {
        return undefined
      }
      const size = tileUnits(z)
      const west = x * size
      const north = y * size
      if (west > maxX || west + size < minX || north > maxY || north + size < minY) return undefined
      const margin = (tileMargin / tileExtent) * size
      const found = tree?.search(
        west - margin,
        north - margin,
        west + size + margin,
        north + size + margin,
        (feature) => z >= (map.minZoom[feature] ?? 0) && z <= (map.maxZoom[feature] ?? 0),
      )
      const scale = tileExtent / size
      // Beyond its bounds an extract holds only what happens to reach over them.
      const clip = {
        west: Math.max(-tileMargin, (minX - west) * scale),
        north: Math.max(-tileMargin, (minY - north) * scale),
        east: Math.min(tileExtent + tileMargin, (maxX - west) * scale),
        south: Math.min(tileExtent + tileMargin, (maxY - north) * scale),
      }
      const window = { z, west, north, scale, clip }
      return drawTile(map, window, Uint32Array.from(found ?? []).sort())
    },
  }
}

function readSections(reader: SectionReader): BasemapSections {
  const pool = { bytes: reader.uint8('poolBytes'), offsets: reader.uint32('poolOffsets') }
  const texts = new Map<number, string>()
  return {
    layer: reader.uint8('featureLayer'),
    kind: reader.uint8('featureClass'),
    flags: reader.uint8('featureFlags'),
    rank: reader.uint8('featureRank'),
    minZoom: reader.uint8('featureMinZoom'),
    maxZoom: reader.uint8('featureMaxZoom'),
    name: reader.uint32('featureName'),
    ref: reader.uint32('featureRef'),
    parts: reader.uint32('featureParts'),
    partVertices: reader.uint32('partVertices'),
    vertices: reader.int32('vertices'),
    vertexZoom: reader.uint8('vertexZoom'),
    text(index) {
      const known = texts.get(index)
      if (known !== undefined) return known
      const text = readPooled(pool, index)
      texts.set(index, text)
      return text
    },
  }
}

/** Draws features, which come in the order of their layers. */
function drawTile(map: BasemapSections, window: TileWindow, found: Uint32Array): Uint8Array {
  const drawn = layers.map((): OpenFeature[] => [])
  const byKey = new Map<string, OpenFeature>()
  let newest = ''
  for (const feature of found) {
    const layer = map.layer[feature] ?? 0
    const name = layers[layer] ?? 'land'
    const key = `${layer}/${map.kind[feature]}/${map.flags[feature]}/${map.name[feature]}/${map.ref[feature]}`
    let target = isJoined(name, key, newest) ? byKey.get(key) : undefined
    newest = key
    if (!target) {
      target = { geometry: new TileGeometry(), attributes: attributesOf(map, feature) }
      byKey.set(key, target)
      drawn[layer]?.push(target)
    }
    drawFeature(map, window, feature, geometryOfLayer[name], target.geometry)
  }
  return encodeTile(
    layers.map((name, layer) => ({
      name,
      features: (drawn[layer] ?? []).flatMap(({ geometry, attributes }): TileFeature[] => {
        if (geometry.commands.length === 0) return []
        return [{ type: geometryOfLayer[name], attributes, commands: geometry.commands }]
      }),
    })),
  )
}

/**
 * Whether features of the same attributes become one of many parts. In land use only those that follow each other do: there a wood may lie on a
 * meadow that lies in a wood. Labels stay apart, since each has its own place in the order of importance.
 */
function isJoined(layer: Layer, key: string, newest: string): boolean {
  if (layer === 'landuse') return key === newest
  return geometryOfLayer[layer] !== geometryTypes.point
}

function attributesOf(map: BasemapSections, feature: number): (readonly [string, AttributeValue])[] {
  const attributes: (readonly [string, AttributeValue])[] = [['class', classes[map.kind[feature] ?? 0] ?? '']]
  const name = map.text(map.name[feature] ?? 0)
  if (name !== '') attributes.push(['name', name])
  const ref = map.text(map.ref[feature] ?? 0)
  if (ref !== '') attributes.push(['ref', ref])
  const rank = map.rank[feature] ?? 0
  if (rank > 0) attributes.push(['rank', rank])
  for (const [key, bit] of Object.entries(flags)) {
    if (((map.flags[feature] ?? 0) & bit) !== 0) attributes.push([key, true])
  }
  return attributes
}

function drawFeature(
  map: BasemapSections,
  window: TileWindow,
  feature: number,
  type: GeometryType,
  geometry: TileGeometry,
): void {
  const first = map.parts[feature] ?? 0
  const end = map.parts[feature + 1] ?? first
  for (let part = first; part < end; part++) {
    const isWhole = readPoints(map, window, part)
    if (type === geometryTypes.polygon) {
      const ring = isWhole ? points : clipRing(points, window.clip, spare)
      if (!(part === first ? geometry.startPolygon(ring) : geometry.addHole(ring))) return
    } else if (type === geometryTypes.point) {
      const [x = -1, y = -1] = points.xy
      // A place belongs to one tile only, or its name would be drawn twice.
      if (x >= 0 && x < tileExtent && y >= 0 && y < tileExtent) geometry.addPoint(x, y)
    } else if (isWhole) geometry.addLine(points)
    else clipLine(points, window.clip, spare, (piece) => geometry.addLine(piece))
  }
}

// Drawing is synchronous, so one pair of buffers serves every tile.
const points = new PointBuffer()
const spare = new PointBuffer()

/** Reads the vertices of a part that this zoom needs into `points`, in tile units. Says whether all of them are within the clip box. */
function readPoints(map: BasemapSections, window: TileWindow, part: number): boolean {
  const { vertices, vertexZoom, partVertices } = map
  const { z, west, north, scale, clip } = window
  points.clear()
  let isWhole = true
  const last = partVertices[part + 1] ?? 0
  for (let vertex = partVertices[part] ?? last; vertex < last; vertex++) {
    if ((vertexZoom[vertex] ?? 0) > z) continue
    const x = ((vertices[2 * vertex] ?? 0) - west) * scale
    const y = ((vertices[2 * vertex + 1] ?? 0) - north) * scale
    isWhole &&= x >= clip.west && x <= clip.east && y >= clip.north && y <= clip.south
    points.push(x, y)
  }
  return isWhole
}
