/** Texts stored once each, as the UTF-8 bytes of all and where each begins. */
export interface StringPoolSections {
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
}

/** Collects distinct texts and numbers them from 0. */
export class StringPool {
  readonly #indexByText = new Map<string, number>()
  readonly #texts: string[] = []

  add(text: string): number {
    const known = this.#indexByText.get(text)
    if (known !== undefined) return known
    const index = this.#texts.length
    this.#texts.push(text)
    this.#indexByText.set(text, index)
    return index
  }

  text(index: number): string {
    return this.#texts[index] ?? ''
  }

  finish(): StringPoolSections {
    const encoder = new TextEncoder()
    const encoded = this.#texts.map((text) => encoder.encode(text))
    const offsets = new Uint32Array(encoded.length + 1)
    encoded.forEach((bytes, index) => {
      offsets[index + 1] = (offsets[index] ?? 0) + bytes.length
    })
    const bytes = new Uint8Array(offsets[encoded.length] ?? 0)
    encoded.forEach((text, index) => bytes.set(text, offsets[index] ?? 0))
    return { bytes, offsets }
  }
}

/** Reads text `index` of a pool; works on shared memory, since the bytes are copied out first. */
export function readPooled(pool: StringPoolSections, index: number): string {
  const from = pool.offsets[index] ?? 0
  return new TextDecoder().decode(pool.bytes.slice(from, pool.offsets[index + 1] ?? from))
}
