import { ProblemError } from '../problem-error.ts'

/** Looks whether a value is what the types say; ranges and names are checked elsewhere. Undefined when it is. */
export type Shape = (value: unknown) => Wrong | undefined

/** What is wrong inside a value, and where, such as `.windows[0]`. */
interface Wrong {
  readonly at: string
  readonly message: string
}

/** @throws ProblemError naming the first field inside `field` that is missing or of another kind. */
export function checkShape(field: string, value: unknown, shape: Shape): void {
  const wrong = shape(value)
  if (wrong === undefined) return
  throw new ProblemError(`${field}${wrong.at}`.replace(/^\./, '') || 'problem', wrong.message)
}

export const text: Shape = (value) => (typeof value === 'string' ? undefined : not('a text', value))
export const truth: Shape = (value) => (typeof value === 'boolean' ? undefined : not('true or false', value))
export const number: Shape = (value) => (typeof value === 'number' ? undefined : not('a number', value))
/** Long arrays, whose figures are checked one by one where an error can say what they are. */
export const figures: Shape = (value) =>
  Array.isArray(value) || ArrayBuffer.isView(value) ? undefined : not('an array of numbers', value)

export function oneOf(allowed: readonly string[]): Shape {
  return (value) =>
    allowed.some((name) => name === value) ? undefined : not(`one of ${allowed.join(', ')}`, value)
}

export function optional(shape: Shape): Shape {
  return (value) => (value === undefined ? undefined : shape(value))
}

/** An array, of `count` values where that is given. */
export function list(item: Shape, count?: number): Shape {
  const kind = count === undefined ? 'an array' : `an array of ${count}`
  return (value) => {
    if (!Array.isArray(value) || (count !== undefined && value.length !== count)) return not(kind, value)
    for (let i = 0; i < value.length; i++) {
      const wrong = item(value[i])
      if (wrong !== undefined) return { ...wrong, at: `[${i}]${wrong.at}` }
    }
    return undefined
  }
}

/** An object with a value of one shape under each of its names. */
export function byName(item: Shape): Shape {
  return (value) => (isObject(value) ? firstWrong(Object.entries(value)) : not('an object', value))

  function firstWrong(entries: readonly [string, unknown][]): Wrong | undefined {
    for (const [name, value] of entries) {
      const wrong = item(value)
      if (wrong !== undefined) return { ...wrong, at: `.${name}${wrong.at}` }
    }
    return undefined
  }
}

/** An object with these fields; others are left alone. The compiler asks for every field of its type. */
export function object<T extends object>(fields: { readonly [Name in keyof Required<T>]: Shape }): Shape {
  const entries = Object.entries<Shape>(fields)
  return (value) => {
    if (!isObject(value)) return not('an object', value)
    for (const [name, shape] of entries) {
      const wrong = shape(value[name])
      if (wrong !== undefined) return { ...wrong, at: `.${name}${wrong.at}` }
    }
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function not(kind: string, value: unknown): Wrong {
  return { at: '', message: value === undefined ? 'is missing' : `must be ${kind}, is ${inWords(value)}` }
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'string') return JSON.stringify(value)
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}
