import { z } from 'zod'
import { cartageSchema } from './cartage-schema.ts'

/** The JSON Schema (draft 2020-12) of Cartage's problem files. */
export function problemJsonSchema(): z.core.JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(cartageSchema, {
    io: 'input',
    // Arrays of figures say themselves what they are.
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // TypeScript's matter, and every number's largest and smallest.
      delete jsonSchema.readOnly
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  return {
    title: 'Cartage problem',
    description:
      'A vehicle-routing problem for "cartage solve"; docs/solver/model.md tells what its fields mean.',
    ...schema,
  }
}
