import type { ProtoCursor } from './proto-cursor.ts'
import { ProtoError } from './proto-cursor.ts'
import { Float64List } from '../../number-list.ts'

/** Gives equal texts of all blocks one string in memory. */
export class TextInterner {
  readonly #texts = new Map<string, string>()

  of(text: string): string {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    this.#texts.set(text, text)
    return text
  }
}

/** The strings of one block. Each is decoded when it is first asked for: most belong to users and to elements not wanted. */
export class StringTable {
  readonly #data: Buffer
  readonly #interner: TextInterner
  /** Start and end of each string. */
  readonly #bounds = new Float64List(256)
  readonly #decoded: (string | undefined)[] = []

  constructor(data: Buffer, interner: TextInterner) {
    this.#data = data
    this.#interner = interner
  }

  /** Notes the strings of a `StringTable` message that the cursor is in. */
  read(cursor: ProtoCursor): void {
    while (cursor.next()) {
      if (cursor.field !== 1) {
        cursor.skip()
        continue
      }
      const outer = cursor.enter()
      this.#bounds.push(cursor.at)
      cursor.leave(outer)
      this.#bounds.push(cursor.at)
    }
  }

  at(index: number): string {
    const known = this.#decoded[index]
    if (known !== undefined) return known
    const count = this.#bounds.length / 2
    if (index >= count || index < 0) throw new ProtoError(`string ${index} of a table of ${count}`)
    while (this.#decoded.length < count) this.#decoded.push(undefined)
    const text = this.#data.toString('utf8', this.#bounds.at(2 * index), this.#bounds.at(2 * index + 1))
    return (this.#decoded[index] = this.#interner.of(text))
  }
}
