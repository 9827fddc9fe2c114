import { permissions } from '@cartage/auth'
import { roleId, textLine } from '@cartage/domain'
import { z } from 'zod'

const role = {
  name: textLine(60, 'A role needs a name.'),
  permissions: z.array(z.enum(permissions)).min(1, 'Choose at least one permission.').max(permissions.length),
}

export const createRoleInput = z.strictObject({ id: roleId, ...role })
export const updateRoleInput = z.strictObject({ id: roleId, version: z.int().min(1), ...role })
export const removeRoleInput = z.strictObject({ id: roleId })

export type CreateRoleInput = z.infer<typeof createRoleInput>
export type UpdateRoleInput = z.infer<typeof updateRoleInput>
export type RemoveRoleInput = z.infer<typeof removeRoleInput>
