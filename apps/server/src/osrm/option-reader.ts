import { OsrmError } from './osrm-error.ts'
import { malformed } from './request.ts'
import type { RequestOption } from './request.ts'

const number = /^[+-]?\d{1,20}(?:\.\d{0,30})?(?:[eE][+-]?\d{1,3})?$/
const whole = /^\d{1,15}$/

/** Reads the options of a request one by one; what nobody has read when it is closed is unknown. Throws `InvalidQuery`. */
export class OptionReader {
  readonly #options: ReadonlyMap<string, RequestOption>
  readonly #read = new Set<string>()

  constructor(options: ReadonlyMap<string, RequestOption>) {
    this.#options = options
  }

  text(name: string): string | undefined {
    this.#read.add(name)
    return this.#options.get(name)?.value
  }

  flag(name: string, fallback: boolean): boolean {
    return this.choice(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true'
  }

  choice<Value extends string>(name: string, values: readonly Value[], fallback: Value): Value {
    const text = this.text(name)
    if (text === undefined) return fallback
    return values.find((value) => value === text) ?? this.#refuse(name, `expected ${values.join(', ')}`)
  }

  whole(name: string, fallback: number): number {
    const text = this.text(name)
    if (text === undefined) return fallback
    return whole.test(text) ? Number(text) : this.#refuse(name, 'expected a whole number')
  }

  number(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    return number.test(text) ? Number(text) : this.#refuse(name, 'expected a number')
  }

  /** Parts separated by commas, each one of `values`. */
  choices<Value extends string>(name: string, values: readonly Value[]): readonly Value[] | undefined {
    return this.text(name)
      ?.split(',')
      .map(
        (part) =>
          values.find((value) => value === part) ?? this.#refuse(name, `expected ${values.join(', ')}`),
      )
  }

  /** Whole numbers separated by semicolons, all below `count`. */
  indices(name: string, count: number): readonly number[] | undefined {
    return this.text(name)
      ?.split(';')
      .map((part) => {
        if (!whole.test(part)) return this.#refuse(name, 'expected whole numbers separated by semicolons')
        const index = Number(part)
        if (index < count) return index
        throw new OsrmError('InvalidOptions', `${name} names coordinate ${index}, but there are ${count}.`)
      })
  }

  /** One element for each coordinate, separated by semicolons; undefined where it is empty. */
  perCoordinate<Value>(
    name: string,
    count: number,
    read: (text: string, refuse: (what: string) => never) => Value,
  ): readonly (Value | undefined)[] | undefined {
    const parts = this.text(name)?.split(';')
    if (!parts) return undefined
    if (parts.length !== count) {
      throw new OsrmError(
        'InvalidOptions',
        `Number of elements in ${name} size ${parts.length} does not match coordinate size ${count}`,
      )
    }
    return parts.map((part) => (part === '' ? undefined : read(part, (what) => this.#refuse(name, what))))
  }

  close(): void {
    for (const [name, { position }] of this.#options) {
      if (!this.#read.has(name)) throw malformed(position, `there is no option ${name.slice(0, 50)}`)
    }
  }

  #refuse(name: string, what: string): never {
    throw malformed(this.#options.get(name)?.position ?? 0, `${what} in ${name}`)
  }
}

export function readNumber(text: string, refuse: (what: string) => never): number {
  return number.test(text) ? Number(text) : refuse('expected a number')
}
