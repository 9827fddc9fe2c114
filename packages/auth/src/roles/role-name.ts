import { CartageError, roles } from '@cartage/domain'

/** What the product's own roles are called, here and on the screen. */
const taken = new Set<string>([...roles, 'administrator'])

/** Throws INVALID for a name that would pass for a role of the product. */
export function checkRoleName(name: string): void {
  if (!taken.has(name.toLowerCase())) return
  throw new CartageError('INVALID', `"${name}" is a role of Cartage itself. Choose another name.`, {
    reason: 'ROLE_NAME',
    field: 'name',
  })
}
