import { isDeepStrictEqual } from 'node:util'
import { conflict } from '@cartage/domain'

/**
 * Answers a repeated create: the entity that the first one made when the content agrees, else CONFLICT.
 * Only the fields that the input names are compared.
 */
export function sameOrConflict<Entity extends object>(
  existing: Entity | undefined,
  input: Readonly<Record<string, unknown>>,
  entity: string,
): Entity {
  if (existing !== undefined) {
    const found = new Map(Object.entries(existing))
    if (Object.entries(input).every(([field, value]) => isDeepStrictEqual(found.get(field), value)))
      return existing
  }
  throw conflict(`This id already names another ${entity}.`, 'ID_USED')
}
