import { Int32List } from '../number-list.ts'
import { StringPool } from '../string-pool.ts'

/** One house number at one point, as it is put into a table. */
export interface HouseEntry {
  /** Street, or the place for addresses without streets (`addr:place`). */
  readonly street: string
  readonly number: number
  /** Letter after the number, folded; empty when there is none. */
  readonly letter: string
  /** As written on the door. */
  readonly label: string
  /** 1e-7 degrees. */
  readonly lon: number
  readonly lat: number
  readonly town: string | undefined
  readonly postcode: string | undefined
  /** Placed by an interpolation way between two surveyed numbers. */
  readonly isInterpolated: boolean
}

const noText = -1

/** House numbers as columns: a city has a million of them, too many for an object each. Texts are kept once. */
export class HouseTable {
  readonly lon = new Int32List()
  readonly lat = new Int32List()
  readonly number = new Int32List()
  readonly #street = new Int32List()
  readonly #letter = new Int32List()
  readonly #label = new Int32List()
  readonly #town = new Int32List()
  readonly #postcode = new Int32List()
  readonly #isInterpolated = new Int32List()
  readonly #texts = new StringPool()

  get length(): number {
    return this.number.length
  }

  push(house: HouseEntry): void {
    this.lon.push(house.lon)
    this.lat.push(house.lat)
    this.number.push(house.number)
    this.#street.push(this.#texts.add(house.street))
    this.#letter.push(this.#texts.add(house.letter))
    this.#label.push(this.#texts.add(house.label))
    this.#town.push(this.#optional(house.town))
    this.#postcode.push(this.#optional(house.postcode))
    this.#isInterpolated.push(house.isInterpolated ? 1 : 0)
  }

  /** Number of the street's name; equal for equal names. */
  streetId(house: number): number {
    return this.#street.at(house)
  }

  street(house: number): string {
    return this.#texts.text(this.#street.at(house))
  }

  letter(house: number): string {
    return this.#texts.text(this.#letter.at(house))
  }

  label(house: number): string {
    return this.#texts.text(this.#label.at(house))
  }

  town(house: number): string | undefined {
    return this.#textAt(this.#town.at(house))
  }

  postcode(house: number): string | undefined {
    return this.#textAt(this.#postcode.at(house))
  }

  isInterpolated(house: number): boolean {
    return this.#isInterpolated.at(house) === 1
  }

  #optional(text: string | undefined): number {
    return text === undefined || text === '' ? noText : this.#texts.add(text)
  }

  #textAt(id: number): string | undefined {
    return id === noText ? undefined : this.#texts.text(id)
  }
}
