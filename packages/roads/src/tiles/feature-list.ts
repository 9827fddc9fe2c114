import Flatbush from 'flatbush'
import { StringPool } from '../string-pool.ts'
import type { SectionArray } from '../sections.ts'
import type { FeatureClass, Layer } from './layers.ts'
import { classes, layers } from './layers.ts'
import { largestZoom, vertexZooms } from './vertex-zooms.ts'

/** Something to draw, in world units. */
export interface DrawnFeature {
  readonly layer: Layer
  readonly class: FeatureClass
  readonly flags: number
  readonly name: string | undefined
  readonly ref: string | undefined
  /** Drawn in tiles from `minZoom` to `maxZoom`. */
  readonly minZoom: number
  readonly maxZoom: number
  /** Lines, rings (a polygon's holes after its outer ring) or one point: x and y in turn. */
  readonly parts: readonly (readonly number[])[]
  /** Place importance; 0 elsewhere. */
  readonly rank: number
}

/** Lays features out as typed arrays, by layer in drawing order, with the zoom of every vertex and a tree of their boxes. */
export function featureSections(features: readonly DrawnFeature[]): Record<string, SectionArray> {
  const sorted = features.toSorted(
    (a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer) || a.rank - b.rank,
  )
  const count = sorted.length
  const partCount = sorted.reduce((sum, { parts }) => sum + parts.length, 0)
  const numbers = sorted.reduce(
    (sum, { parts }) => sum + parts.reduce((all, part) => all + part.length, 0),
    0,
  )
  const pool = new StringPool()
  pool.add('')
  const layer = new Uint8Array(count)
  const kind = new Uint8Array(count)
  const flags = new Uint8Array(count)
  const rank = new Uint8Array(count)
  const minZoom = new Uint8Array(count)
  const maxZoom = new Uint8Array(count)
  const name = new Uint32Array(count)
  const ref = new Uint32Array(count)
  const featureParts = new Uint32Array(count + 1)
  const partVertices = new Uint32Array(partCount + 1)
  const vertices = new Int32Array(numbers)
  const zooms = new Uint8Array(numbers / 2)
  const tree = count > 0 ? new Flatbush(count, 16, Int32Array) : undefined
  let part = 0
  let at = 0
  sorted.forEach((feature, index) => {
    layer[index] = layers.indexOf(feature.layer)
    kind[index] = classes.indexOf(feature.class)
    flags[index] = feature.flags
    rank[index] = feature.rank
    minZoom[index] = feature.minZoom
    maxZoom[index] = Math.min(feature.maxZoom, largestZoom)
    name[index] = pool.add(feature.name ?? '')
    ref[index] = pool.add(feature.ref ?? '')
    let west = Infinity
    let east = -Infinity
    let north = Infinity
    let south = -Infinity
    for (const points of feature.parts) {
      vertices.set(points, at)
      zooms.set(vertexZooms(points), at / 2)
      for (let i = 0; i < points.length; i += 2) {
        west = Math.min(west, points[i] ?? 0)
        east = Math.max(east, points[i] ?? 0)
        north = Math.min(north, points[i + 1] ?? 0)
        south = Math.max(south, points[i + 1] ?? 0)
      }
      at += points.length
      part++
      partVertices[part] = at / 2
    }
    featureParts[index + 1] = part
    tree?.add(west, north, east, south)
  })
  tree?.finish()
  const { bytes, offsets } = pool.finish()
  return {
    featureLayer: layer,
    featureClass: kind,
    featureFlags: flags,
    featureRank: rank,
    featureMinZoom: minZoom,
    featureMaxZoom: maxZoom,
    featureName: name,
    featureRef: ref,
    featureParts,
    partVertices,
    vertices,
    vertexZoom: zooms,
    featureTree: tree ? new Uint8Array(tree.data) : new Uint8Array(0),
    poolBytes: bytes,
    poolOffsets: offsets,
  }
}
