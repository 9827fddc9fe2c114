import { z } from 'zod'
import { profileSchema } from './profile.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

/** The JSON Schema (draft 2020-12) of profile files, which may extend another profile and take fields of it away with `null`. */
export function profileJsonSchema(): JsonSchema {
  const { required, properties, ...whole } = wholeProfileJsonSchema()
  return {
    ...whole,
    title: 'Cartage road profile',
    description:
      'A vehicle for "cartage roads build --profile FILE.json"; docs/roads/profiles.md tells how to write one.',
    properties: {
      $schema: {
        type: 'string',
        description: 'This schema, for editors that check a file while it is written.',
      },
      extends: {
        type: 'string',
        description:
          'A built-in profile, or the path of a .json file beside this one, whose fields hold where this file has none.',
      },
      ...mapValues(properties, (field) => orNull(asPatch(field))),
      // Every profile has its own.
      name: properties?.['name'] ?? true,
    },
    required: ['name'],
    anyOf: [
      { type: 'object', required: ['extends'] },
      { type: 'object', required: required ?? [] },
    ],
  }
}

/** The JSON Schema of a profile that has all its fields. */
export function wholeProfileJsonSchema(): JsonSchema {
  return z.toJSONSchema(profileSchema, { io: 'input' })
}

/** A part of a profile in a file that extends another one: nothing in it is required. */
function asPatch(schema: Field): Field {
  if (typeof schema === 'boolean') return schema
  const { required: _, properties, additionalProperties, ...rest } = schema
  return {
    ...rest,
    ...(properties && { properties: mapValues(properties, (field) => orNull(asPatch(field))) }),
    ...(additionalProperties !== undefined && {
      additionalProperties: additionalProperties === false ? false : orNull(asPatch(additionalProperties)),
    }),
  }
}

type Field = JsonSchema | boolean

function orNull(schema: Field): Field {
  if (typeof schema === 'boolean') return schema
  const { type, enum: values, anyOf, ...rest } = schema
  if (anyOf) return { ...rest, anyOf: [...anyOf, { type: 'null' }] }
  if (values) return { ...rest, enum: [...values, null] }
  return { ...rest, type: [type, 'null'] } as unknown as JsonSchema
}

function mapValues<In, Out>(
  fields: Readonly<Record<string, In>> | undefined,
  change: (field: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(fields ?? {}).map(([name, field]) => [name, change(field)]))
}
