import Flatbush from 'flatbush'
import { Float64List, Int32List } from '../number-list.ts'
import type { SectionArray } from '../sections.ts'
import { StringPool } from '../string-pool.ts'
import type { FeatureClass, Layer } from './layers.ts'
import { classes, layers } from './layers.ts'
import { largestZoom, vertexZooms } from './vertex-zooms.ts'

/** Something to draw, in world units. */
interface DrawnFeature {
  readonly layer: Layer
  readonly class: FeatureClass
  readonly flags: number
  readonly name?: string | undefined
  readonly ref?: string | undefined
  /** Drawn in tiles from `minZoom` to `maxZoom`, or to the largest there is. */
  readonly minZoom: number
  readonly maxZoom?: number
  /** Lines, rings (a polygon's holes after its outer ring) or one point: x and y in turn. */
  readonly parts: readonly (readonly number[])[]
  /** Importance of a label, 1 first; 0 elsewhere. */
  readonly rank?: number
  /** Where it comes in its layer: smaller first. */
  readonly order?: number
}

/**
 * Gathers features in flat memory and lays them out in drawing order. Vertices that no tile of a feature would show are dropped at once.
 */
export class FeatureList {
  readonly #pool = new StringPool()
  readonly #layer = new Int32List()
  readonly #class = new Int32List()
  readonly #flags = new Int32List()
  readonly #rank = new Int32List()
  readonly #order = new Float64List()
  readonly #minZoom = new Int32List()
  readonly #maxZoom = new Int32List()
  readonly #name = new Int32List()
  readonly #ref = new Int32List()
  /** Where the parts of each feature begin, and the vertices of each part. */
  readonly #parts = new Int32List()
  readonly #starts = new Int32List()
  readonly #vertices: Int32List
  /** The zoom of each vertex. */
  readonly #zooms: Int32List
  /** Zooms of the part that is being added. */
  #partZooms = new Uint8Array(1024)

  /** `vertexCapacity` is a guess: memory is used as it is filled, but growing it takes a copy. */
  constructor(vertexCapacity: number) {
    this.#vertices = new Int32List(2 * vertexCapacity + 16)
    this.#zooms = new Int32List(vertexCapacity + 8)
    this.#pool.add('')
  }

  add(feature: DrawnFeature): void {
    const maxZoom = Math.min(feature.maxZoom ?? largestZoom, largestZoom)
    this.#layer.push(layers.indexOf(feature.layer))
    this.#class.push(classes.indexOf(feature.class))
    this.#flags.push(feature.flags)
    this.#rank.push(feature.rank ?? 0)
    this.#order.push(feature.order ?? 0)
    this.#minZoom.push(Math.min(feature.minZoom, maxZoom))
    this.#maxZoom.push(maxZoom)
    this.#name.push(this.#pool.add(feature.name ?? ''))
    this.#ref.push(this.#pool.add(feature.ref ?? ''))
    this.#parts.push(this.#starts.length)
    for (const points of feature.parts) this.#addPart(points, maxZoom)
  }

  /** Typed arrays with the zoom of every vertex and a tree of the features' boxes. */
  sections(): Record<string, SectionArray> {
    const order = this.#drawingOrder()
    const count = order.length
    const featureParts = new Uint32Array(count + 1)
    const partVertices = new Uint32Array(this.#starts.length + 1)
    const vertices = new Int32Array(this.#vertices.length)
    const vertexZoom = new Uint8Array(this.#zooms.length)
    const tree = count > 0 ? new Flatbush(count, 16, Int32Array) : undefined
    this.#parts.push(this.#starts.length)
    this.#starts.push(this.#zooms.length)
    const fromVertices = this.#vertices.memory()
    const fromZooms = this.#zooms.memory()
    let part = 0
    let at = 0
    order.forEach((feature, index) => {
      const start = at
      for (let from = this.#parts.at(feature); from < this.#parts.at(feature + 1); from++) {
        const begin = this.#starts.at(from)
        const end = this.#starts.at(from + 1)
        vertices.set(fromVertices.subarray(2 * begin, 2 * end), 2 * at)
        vertexZoom.set(fromZooms.subarray(begin, end), at)
        at += end - begin
        partVertices[++part] = at
      }
      featureParts[index + 1] = part
      addBox(tree, vertices, 2 * start, 2 * at)
    })
    tree?.finish()
    const { bytes, offsets } = this.#pool.finish()
    const bytesOf = (list: Int32List): Uint8Array => Uint8Array.from(order, (feature) => list.at(feature))
    return {
      featureLayer: bytesOf(this.#layer),
      featureClass: bytesOf(this.#class),
      featureFlags: bytesOf(this.#flags),
      featureRank: bytesOf(this.#rank),
      featureMinZoom: bytesOf(this.#minZoom),
      featureMaxZoom: bytesOf(this.#maxZoom),
      featureName: order.map((feature) => this.#name.at(feature)),
      featureRef: order.map((feature) => this.#ref.at(feature)),
      featureParts,
      partVertices,
      vertices,
      vertexZoom,
      featureTree: tree ? new Uint8Array(tree.data) : new Uint8Array(0),
      poolBytes: bytes,
      poolOffsets: offsets,
    }
  }

  #addPart(points: readonly number[], maxZoom: number): void {
    this.#starts.push(this.#zooms.length)
    const count = points.length / 2
    if (count > this.#partZooms.length) this.#partZooms = new Uint8Array(2 * count)
    const zooms = vertexZooms(points, this.#partZooms.subarray(0, count))
    for (let vertex = 0; vertex < count; vertex++) {
      const zoom = zooms[vertex] ?? 0
      if (zoom > maxZoom) continue
      this.#vertices.push(points[2 * vertex] ?? 0)
      this.#vertices.push(points[2 * vertex + 1] ?? 0)
      this.#zooms.push(zoom)
    }
  }

  #drawingOrder(): Uint32Array {
    const order = Uint32Array.from({ length: this.#layer.length }, (_, index) => index)
    return order.sort(
      (a, b) => this.#layer.at(a) - this.#layer.at(b) || this.#order.at(a) - this.#order.at(b) || a - b,
    )
  }
}

function addBox(tree: Flatbush | undefined, vertices: Int32Array, start: number, end: number): void {
  let west = Infinity
  let east = -Infinity
  let north = Infinity
  let south = -Infinity
  for (let i = start; i < end; i += 2) {
    west = Math.min(west, vertices[i] ?? 0)
    east = Math.max(east, vertices[i] ?? 0)
    north = Math.min(north, vertices[i + 1] ?? 0)
    south = Math.max(south, vertices[i + 1] ?? 0)
  }
  tree?.add(west, north, east, south)
}
