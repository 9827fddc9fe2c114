import { Int32List } from '../../number-list.ts'
import type { NodeCollector } from '../node-collector.ts'
import { unitsPerDegree } from '../osm-data.ts'
import type { Tags } from '../osm-data.ts'

/** Nodes by coordinate, numbered from 1 in the order they are met. Found by open addressing, in typed arrays only. */
export class NodeTable {
  readonly #lon = new Int32List()
  readonly #lat = new Int32List()
  readonly #tags = new Map<number, Tags>()
  /** Node numbers by hash, 0 where there is none; at most half full. */
  #slots = new Int32Array(4096)

  /** Degrees. */
  idAt(lon: number, lat: number): number {
    const lonUnits = Math.round(lon * unitsPerDegree)
    const latUnits = Math.round(lat * unitsPerDegree)
    const slot = this.#slotOf(lonUnits, latUnits)
    const known = this.#slots[slot] ?? 0
    if (known !== 0) return known
    this.#lon.push(lonUnits)
    this.#lat.push(latUnits)
    const id = this.#lon.length
    this.#slots[slot] = id
    if (2 * id > this.#slots.length) this.#grow()
    return id
  }

  tag(lon: number, lat: number, tags: Tags): void {
    this.#tags.set(this.idAt(lon, lat), tags)
  }

  addTo(collector: NodeCollector): void {
    for (let index = 0; index < this.#lon.length; index++) {
      collector.addNode(index + 1, this.#lon.at(index), this.#lat.at(index), this.#tags.get(index + 1))
    }
  }

  /** The slot that holds this coordinate, or the empty one it belongs in. */
  #slotOf(lon: number, lat: number): number {
    const mask = this.#slots.length - 1
    // Multipliers of the golden ratio and of MurmurHash3: neighbouring coordinates spread over the whole table.
    const mixed = Math.imul(lon, 0x9e37_79b1) ^ Math.imul(lat, 0x85eb_ca6b)
    let slot = (mixed ^ (mixed >>> 15)) & mask
    for (;;) {
      const id = this.#slots[slot] ?? 0
      if (id === 0 || (this.#lon.at(id - 1) === lon && this.#lat.at(id - 1) === lat)) return slot
      slot = (slot + 1) & mask
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let index = 0; index < this.#lon.length; index++) {
      this.#slots[this.#slotOf(this.#lon.at(index), this.#lat.at(index))] = index + 1
    }
  }
}
