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
  readonly name: string | undefined
  readonly ref: string | undefined
  /** Drawn in tiles from `minZoom` to `maxZoom`. */
  readonly minZoom: number
  readonly maxZoom: number
  /** Lines, rings (a polygon's holes after its outer ring) or one point: x and y in turn. */
  readonly parts: readonly (readonly number[])[]
  /** Place importance; 0 elsewhere. */
  readonly rank: number
  /** Square units; 0 of what has no area. */
  readonly area: number
}

/**
 * Gathers features in flat memory and lays them out in drawing order: by layer, places by importance, and larger areas
 * first, so that small ones are seen.
 */
export class FeatureList {
  readonly #layer = new Int32List()
  readonly #class = new Int32List()
  readonly #flags = new Int32List()
  readonly #rank = new Int32List()
  readonly #area = new Float64List()
  readonly #minZoom = new Int32List()
  readonly #maxZoom = new Int32List()
  readonly #name: (string | undefined)[] = []
  readonly #ref: (string | undefined)[] = []
  /** Where the parts of each feature begin, and the numbers of each part. */
  readonly #parts = new Int32List()
  readonly #numbers = new Int32List()
  readonly #vertices: Int32List

  /** `vertexCapacity` is a guess: memory is used as it is filled, but growing it takes a copy. */
  constructor(vertexCapacity: number) {
    this.#vertices = new Int32List(2 * vertexCapacity + 16)
  }

  add(feature: DrawnFeature): void {
    this.#layer.push(layers.indexOf(feature.layer))
    this.#class.push(classes.indexOf(feature.class))
    this.#flags.push(feature.flags)
    this.#rank.push(feature.rank)
    this.#area.push(feature.area)
    this.#minZoom.push(feature.minZoom)
    this.#maxZoom.push(Math.min(feature.maxZoom, largestZoom))
    this.#name.push(feature.name)
    this.#ref.push(feature.ref)
    this.#parts.push(this.#numbers.length)
    for (const points of feature.parts) {
      this.#numbers.push(this.#vertices.length)
      for (const value of points) this.#vertices.push(value)
    }
  }

  /** Typed arrays with the zoom of every vertex and a tree of the features' boxes. */
  sections(): Record<string, SectionArray> {
    const order = this.#drawingOrder()
    const count = order.length
    const pool = new StringPool()
    pool.add('')
    const name = new Uint32Array(count)
    const ref = new Uint32Array(count)
    const featureParts = new Uint32Array(count + 1)
    const partVertices = new Uint32Array(this.#numbers.length + 1)
    const vertices = new Int32Array(this.#vertices.length)
    const zooms = new Uint8Array(vertices.length / 2)
    const tree = count > 0 ? new Flatbush(count, 16, Int32Array) : undefined
    this.#parts.push(this.#numbers.length)
    this.#numbers.push(this.#vertices.length)
    const source = this.#vertices.memory()
    let part = 0
    let at = 0
    order.forEach((feature, index) => {
      name[index] = pool.add(this.#name[feature] ?? '')
      ref[index] = pool.add(this.#ref[feature] ?? '')
      const start = at
      for (let from = this.#parts.at(feature); from < this.#parts.at(feature + 1); from++) {
        const points = source.subarray(this.#numbers.at(from), this.#numbers.at(from + 1))
        vertices.set(points, at)
        vertexZooms(points, zooms.subarray(at / 2, (at + points.length) / 2))
        at += points.length
        partVertices[++part] = at / 2
      }
      featureParts[index + 1] = part
      addBox(tree, vertices, start, at)
    })
    tree?.finish()
    const { bytes, offsets } = pool.finish()
    const bytesOf = (list: Int32List): Uint8Array => Uint8Array.from(order, (feature) => list.at(feature))
    return {
      featureLayer: bytesOf(this.#layer),
      featureClass: bytesOf(this.#class),
      featureFlags: bytesOf(this.#flags),
      featureRank: bytesOf(this.#rank),
      featureMinZoom: bytesOf(this.#minZoom),
      featureMaxZoom: bytesOf(this.#maxZoom),
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

  #drawingOrder(): Uint32Array {
    const order = Uint32Array.from({ length: this.#layer.length }, (_, index) => index)
    return order.sort(
      (a, b) =>
        this.#layer.at(a) - this.#layer.at(b) ||
        this.#rank.at(a) - this.#rank.at(b) ||
        this.#area.at(b) - this.#area.at(a) ||
        a - b,
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
