import { randomUUID } from 'node:crypto'
import { z } from 'zod'

/** One place of an input that takes an id. */
export interface IdPosition {
  /** Such as `edits[0].orderId`. */
  readonly at: string
  /** What stands there in the input that was given; undefined for an optional place and for one more of a list. */
  readonly current: string | undefined
  /** The same input with another id in this place. */
  readonly put: (id: string) => unknown
}

/** The parts of a zod schema that matter here, as it describes itself. */
interface Def {
  readonly type: string
  readonly format?: string
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
  readonly in?: z.ZodType
  readonly out?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly items?: readonly z.ZodType[]
  readonly keyType?: z.ZodType
  readonly valueType?: z.ZodType
  readonly left?: z.ZodType
  readonly right?: z.ZodType
  readonly getter?: () => z.ZodType
}
const defOf = (schema: z.ZodType): Def => schema.def as unknown as Def

/** Deeper than any input; a schema that contains itself ends here. */
const DEEPEST = 10

/**
 * Every place of a schema that takes an id, optional and nested ones too, with a way to fill it. What an optional part
 * needs besides is made up from the schema.
 */
export function idPositions(schema: z.ZodType, input: unknown): readonly IdPosition[] {
  return [...walk(schema, input, (value) => value, '', 0)]
}

type Put = (value: unknown) => unknown

function* walk(
  schema: z.ZodType,
  value: unknown,
  put: Put,
  at: string,
  depth: number,
): Generator<IdPosition> {
  if (depth > DEEPEST) return
  const def = defOf(schema)
  const into = (inner: z.ZodType): Generator<IdPosition> => walk(inner, value, put, at, depth + 1)
  if (isId(def)) yield { at, current: typeof value === 'string' ? value : undefined, put }
  else if (def.shape !== undefined) {
    const given = isRecord(value) ? value : {}
    const whole = isRecord(value) ? value : (sampleOf(schema) as Readonly<Record<string, unknown>>)
    for (const [key, inner] of Object.entries(def.shape)) {
      const place = at === '' ? key : `${at}.${key}`
      yield* walk(inner, given[key], (part) => put({ ...whole, [key]: part }), place, depth + 1)
    }
  } else if (def.element !== undefined) {
    const list = Array.isArray(value) ? value : []
    for (const [index, one] of list.entries()) {
      yield* walk(def.element, one, (part) => put(list.with(index, part)), `${at}[${index}]`, depth + 1)
    }
    yield* walk(def.element, undefined, (part) => put([...list, part]), `${at}[+]`, depth + 1)
  } else if (def.items !== undefined) {
    const list = Array.isArray(value) ? value : def.items.map(sampleOf)
    for (const [index, inner] of def.items.entries()) {
      yield* walk(inner, list[index], (part) => put(list.with(index, part)), `${at}[${index}]`, depth + 1)
    }
  } else if (def.valueType !== undefined && def.keyType !== undefined) {
    const whole = isRecord(value) ? value : {}
    const { keyType, valueType } = def
    const sample = sampleOf(valueType)
    yield* walk(
      keyType,
      undefined,
      (key) => put({ ...whole, [String(key)]: sample }),
      `${at}{key}`,
      depth + 1,
    )
    for (const key of Object.keys(whole).length > 0 ? Object.keys(whole) : [sampleOf(keyType)]) {
      const name = String(key)
      yield* walk(
        valueType,
        whole[name],
        (part) => put({ ...whole, [name]: part }),
        `${at}.${name}`,
        depth + 1,
      )
    }
  } else if (def.options !== undefined) {
    for (const option of def.options) {
      const fits = option.safeParse(value).success
      yield* walk(option, fits ? value : undefined, put, at, depth + 1)
    }
  } else if (def.innerType !== undefined) yield* into(def.innerType)
  // A pre-process has its schema behind it, a transform before it.
  else if (def.in !== undefined && def.out !== undefined) {
    yield* into(defOf(def.in).type === 'transform' ? def.out : def.in)
  } else if (def.left !== undefined && def.right !== undefined) {
    yield* into(def.left)
    yield* into(def.right)
  } else if (def.getter !== undefined) yield* into(def.getter())
}

const isId = ({ type, format }: Def): boolean => type === 'string' && (format === 'uuid' || format === 'guid')
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const candidates = (): readonly unknown[] => [
  randomUUID(),
  'x',
  'a long enough text',
  'gothenburg',
  '2026-04-07',
  '2026-04-07T08:00:00Z',
  '08:00',
  '10.0.0.0/8',
  'someone@example.test',
  'https://example.test',
  '#336699',
  1,
  0,
  true,
  null,
  [],
  {},
]

/** Some value that a schema takes, with required parts only. */
function sampleOf(schema: z.ZodType): unknown {
  const def = defOf(schema)
  if (def.shape !== undefined) {
    const parts = Object.entries(def.shape).filter(([, inner]) => !inner.safeParse(undefined).success)
    return Object.fromEntries(parts.map(([key, inner]) => [key, sampleOf(inner)]))
  }
  if (def.type === 'nullable') return null
  if (def.options?.[0] !== undefined) return sampleOf(def.options[0])
  if (def.items !== undefined) return def.items.map(sampleOf)
  const values =
    schema instanceof z.ZodEnum ? schema.options : schema instanceof z.ZodLiteral ? [...schema.values] : []
  const found = [...values, ...candidates()].find((candidate) => schema.safeParse(candidate).success)
  if (found === undefined && def.innerType !== undefined) return sampleOf(def.innerType)
  if (found === undefined && def.element !== undefined) return [sampleOf(def.element)]
  return found
}
