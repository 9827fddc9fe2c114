import { isDeepStrictEqual } from 'node:util'

type Values = Readonly<Record<string, unknown>>

export interface ChangedFields {
  readonly before: Values
  readonly after: Values
}

/** These follow from the change and say nothing of it. */
const consequences: ReadonlySet<string> = new Set(['version', 'createdAt', 'updatedAt'])

/** What says who somebody is or how to get in at their door. */
const personal: ReadonlySet<string> = new Set(['contact', 'phone', 'notes', 'custom'])

const NOT_KEPT = '[not kept]'
const MAX_LENGTH = 4_000

/**
 * The fields in which two states of an entity differ, each before and after, as the audit log keeps them; without a state
 * before it was made, without one after it was removed. What is personal is named and not kept: nothing in the log can be erased.
 */
export function changedFields(before: object | null, after: object | null): ChangedFields {
  const [had, has] = [valuesOf(before), valuesOf(after)]
  const names = [...new Set([...had.keys(), ...has.keys()])].filter(
    (name) => !consequences.has(name) && !isDeepStrictEqual(had.get(name), has.get(name)),
  )
  const kept = (values: ReadonlyMap<string, unknown>): Values =>
    Object.fromEntries(
      names.filter((name) => values.has(name)).map((name) => [name, keptValue(name, values.get(name))]),
    )
  return { before: kept(had), after: kept(has) }
}

const valuesOf = (state: object | null): ReadonlyMap<string, unknown> => new Map(Object.entries(state ?? {}))

function keptValue(name: string, value: unknown): unknown {
  const isEmpty =
    value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
  if (personal.has(name)) return isEmpty ? value : NOT_KEPT
  const { length } = JSON.stringify(value) ?? ''
  return length > MAX_LENGTH ? `[${length} characters]` : value
}
