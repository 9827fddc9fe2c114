/** A growing array of float64: appends cost amortised O(1) and never box a number. */
export class Float64List {
  length = 0
  #items: Float64Array

  constructor(capacity = 1024) {
    this.#items = new Float64Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.#items.length) this.#grow(this.length + 1)
    this.#items[this.length++] = value
  }

  append(list: Float64List): void {
    const length = this.length + list.length
    if (length > this.#items.length) this.#grow(length)
    // By hand: most lists are short, and a view of one costs more than its numbers.
    for (let at = 0; at < list.length; at++) this.#items[this.length + at] = list.#items[at] ?? 0
    this.length = length
  }

  at(index: number): number {
    return this.#items[index] ?? 0
  }

  set(index: number, value: number): void {
    this.#items[index] = value
  }

  clear(): void {
    this.length = 0
  }

  /** The memory itself, longer than what was pushed and valid until the next push: for inner loops. */
  memory(): Float64Array {
    return this.#items
  }

  /** A copy of what was pushed. */
  toArray(): Float64Array<ArrayBuffer> {
    return this.#items.slice(0, this.length)
  }

  #grow(least: number): void {
    const grown = new Float64Array(Math.max(least, this.#items.length * 2))
    grown.set(this.#items)
    this.#items = grown
  }
}

/** A growing array of int32, as `Float64List`. */
export class Int32List {
  length = 0
  #items: Int32Array

  constructor(capacity = 1024) {
    this.#items = new Int32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.#items.length) {
      const grown = new Int32Array(Math.max(16, this.#items.length * 2))
      grown.set(this.#items)
      this.#items = grown
    }
    this.#items[this.length++] = value
  }

  at(index: number): number {
    return this.#items[index] ?? 0
  }

  set(index: number, value: number): void {
    this.#items[index] = value
  }

  clear(): void {
    this.length = 0
  }

  /** The memory itself, longer than what was pushed and valid until the next push: for inner loops. */
  memory(): Int32Array {
    return this.#items
  }

  /** A copy of what was pushed. */
  toArray(): Int32Array<ArrayBuffer> {
    return this.#items.slice(0, this.length)
  }

  /** The same bits as unsigned numbers. */
  toUint32Array(): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.toArray().buffer)
  }
}
