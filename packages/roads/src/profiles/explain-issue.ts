import type { z } from 'zod'
import { wholeProfileJsonSchema } from './profile-json-schema.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

/** What is wrong with a profile, where, and what may stand there: the rest of a sentence that begins with the profile. */
export function explainIssue(issue: z.core.$ZodIssue, profile: unknown): string {
  const path = issue.path.map(String)
  const field = schemaAt(path)
  if (issue.code === 'unrecognized_keys') {
    const unknown = [...path, issue.keys[0] ?? ''].join('.')
    return `has the unknown field "${unknown}"; there are ${fieldNames(field).join(', ')}.`
  }
  const wanted = issue.code === 'invalid_format' ? issue.message : expectation(field)
  const place = `"${path.join('.')}"`
  const value = valueAt(profile, path)
  if (value === undefined) {
    return `lacks ${place}: ${wanted}. Add it, or have it from another profile with "extends": "car".`
  }
  return `is wrong at ${place}: it must be ${wanted}, not ${shorten(JSON.stringify(value))}.`
}

function schemaAt(path: readonly string[]): JsonSchema {
  let schema: JsonSchema = wholeProfileJsonSchema()
  for (const name of path) {
    const { properties, additionalProperties, items } = schema
    const next = properties?.[name] ?? additionalProperties ?? (Array.isArray(items) ? undefined : items)
    if (typeof next !== 'object') return {}
    schema = next
  }
  return schema
}

function fieldNames({ properties, propertyNames }: JsonSchema): readonly string[] {
  if (properties) return Object.keys(properties)
  if (typeof propertyNames !== 'object') return []
  return (propertyNames.anyOf ?? [propertyNames]).flatMap((names) =>
    typeof names === 'object' ? (names.enum ?? [names.const]).map(String) : [],
  )
}

function expectation(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map((one) => expectation(one as JsonSchema)).join(' or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return `one of ${schema.enum.join(', ')}`
  switch (schema.type) {
    case 'number':
      return `a number ${range(schema)}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return `a list of ${schema.minItems === 1 ? 'one or more ' : ''}${itemNames(schema)}`
    case 'string':
      return 'text'
    case undefined:
    default:
      return 'an object in { }'
  }
}

function range({ exclusiveMinimum, minimum, maximum }: JsonSchema): string {
  const least = exclusiveMinimum === undefined ? `from ${minimum ?? 'any'}` : `above ${exclusiveMinimum}`
  return maximum === undefined ? least : `${least} up to ${maximum}`
}

function itemNames({ items }: JsonSchema): string {
  const names = typeof items === 'object' && !Array.isArray(items) ? items.enum : undefined
  return names ? `the values ${names.join(', ')}` : 'words'
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value
  for (const name of path)
    at =
      typeof at === 'object' && at !== null
        ? Object.entries(at).find(([key]) => key === name)?.[1]
        : undefined
  return at
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`
}
