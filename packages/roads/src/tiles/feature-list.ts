import Flatbush from 'flatbush'
import { StringPool } from '../addresses/string-pool.ts'
import { Float64List, Int32List } from '../number-list.ts'
import type { SectionArray } from '../sections.ts'
import type { FeatureClass, Layer } from './layers.ts'
import { classes, layers } from './layers.ts'
import { largestZoom, vertexZooms } from './vertex-zooms.ts'

/** Something to draw, in world units. */
export interface DrawnFeature {
  readonly layer: Layer
  readonly class: FeatureClass
  readonly flags: number
  readonly name?: string | undefined
  readonly ref?: string | undefined
  /** Drawn in tiles from `minZoom` to `maxZoom`, or to the largest there is. */
  readonly minZoom: number
  readonly maxZoom?: number
  /** Lines, rings (a polygon's holes after its outer ring) or one point: x and y in turn. */
  readonly parts: readonly ArrayLike<number>[]
  /** Importance of a label, 1 first; 0 elsewhere. */
  readonly rank?: number
  /** Where it comes in its layer: smaller first. */
  readonly order?: number
}

/**
 * Gathers features one by one into typed arrays, so that building a large extract needs little more memory than its result. Vertices that no
 * tile of a feature would show are dropped at once.
 */
export class FeatureList {
  readonly #pool = new StringPool()
  readonly #layer = new Int32List()
  readonly #class = new Int32List()
  readonly #flags = new Int32List()
  readonly #rank = new Int32List()
  readonly #minZoom = new Int32List()
  readonly #maxZoom = new Int32List()
  readonly #name = new Int32List()
  readonly #ref = new Int32List()
  readonly #order = new Float64List()
  /** Where each feature's parts, and each part's vertices, end. */
  readonly #partsEnd = new Int32List()
  readonly #verticesEnd = new Int32List()
  readonly #vertices = new Int32List(1 << 16)
  readonly #zooms = new Int32List(1 << 16)

  constructor() {
    this.#pool.add('')
  }

  add(feature: DrawnFeature): void {
    const maxZoom = Math.min(feature.maxZoom ?? largestZoom, largestZoom)
    for (const points of feature.parts) this.#addPart(points, maxZoom)
    this.#partsEnd.push(this.#verticesEnd.length)
    this.#layer.push(layers.indexOf(feature.layer))
    this.#class.push(classes.indexOf(feature.class))
    this.#flags.push(feature.flags)
    this.#rank.push(feature.rank ?? 0)
    this.#minZoom.push(Math.min(feature.minZoom, maxZoom))
    this.#maxZoom.push(maxZoom)
    this.#name.push(this.#pool.add(feature.name ?? ''))
    this.#ref.push(this.#pool.add(feature.ref ?? ''))
    this.#order.push(feature.order ?? 0)
  }

  /** Lays the features out by layer in drawing order, with the zoom of every vertex and a tree of their boxes. */
  finish(): Record<string, SectionArray> {
    const count = this.#layer.length
    const order = Uint32Array.from({ length: count }, (_, index) => index)
    order.sort(
      (a, b) => this.#layer.at(a) - this.#layer.at(b) || this.#order.at(a) - this.#order.at(b) || a - b,
    )
    const featureParts = new Uint32Array(count + 1)
    const partVertices = new Uint32Array(this.#verticesEnd.length + 1)
    const vertices = new Int32Array(this.#vertices.length)
    const vertexZoom = new Uint8Array(this.#zooms.length)
    const tree = count > 0 ? new Flatbush(count, 16, Int32Array) : undefined
    let part = 0
    let vertex = 0
    order.forEach((from, to) => {
      let west = Infinity
      let east = -Infinity
      let north = Infinity
      let south = -Infinity
      for (let p = startIn(this.#partsEnd, from); p < this.#partsEnd.at(from); p++) {
        for (let v = startIn(this.#verticesEnd, p); v < this.#verticesEnd.at(p); v++, vertex++) {
          const x = this.#vertices.at(2 * v)
          const y = this.#vertices.at(2 * v + 1)
          vertices[2 * vertex] = x
          vertices[2 * vertex + 1] = y
          vertexZoom[vertex] = this.#zooms.at(v)
          if (x < west) west = x
          if (x > east) east = x
          if (y < north) north = y
          if (y > south) south = y
        }
        partVertices[++part] = vertex
      }
      featureParts[to + 1] = part
      tree?.add(west, north, east, south)
    })
    tree?.finish()
    const { bytes, offsets } = this.#pool.finish()
    const bytesOf = (list: Int32List): Uint8Array => Uint8Array.from(order, (from) => list.at(from))
    return {
      featureLayer: bytesOf(this.#layer),
      featureClass: bytesOf(this.#class),
      featureFlags: bytesOf(this.#flags),
      featureRank: bytesOf(this.#rank),
      featureMinZoom: bytesOf(this.#minZoom),
      featureMaxZoom: bytesOf(this.#maxZoom),
      featureName: order.map((from) => this.#name.at(from)),
      featureRef: order.map((from) => this.#ref.at(from)),
      featureParts,
      partVertices,
      vertices,
      vertexZoom,
      featureTree: tree ? new Uint8Array(tree.data) : new Uint8Array(0),
      poolBytes: bytes,
      poolOffsets: offsets,
    }
  }

  #addPart(points: ArrayLike<number>, maxZoom: number): void {
    const zooms = vertexZooms(points)
    for (let vertex = 0; vertex < zooms.length; vertex++) {
      const zoom = zooms[vertex] ?? 0
      if (zoom > maxZoom) continue
      this.#vertices.push(points[2 * vertex] ?? 0)
      this.#vertices.push(points[2 * vertex + 1] ?? 0)
      this.#zooms.push(zoom)
    }
    this.#verticesEnd.push(this.#zooms.length)
  }
}

function startIn(ends: Int32List, index: number): number {
  return index === 0 ? 0 : ends.at(index - 1)
}
