import { depotId, memberRole, textLine, userId } from '@cartage/domain'
import { z } from 'zod'

const fields = {
  name: textLine(120, 'Give the account a name.'),
  role: memberRole,
  /** Null for all depots; named always, so that nobody lifts a limit by leaving it out. */
  depotIds: z.array(depotId).min(1).max(500).nullable(),
}

export const createServiceAccountInput = z.strictObject(fields)
export const updateServiceAccountInput = z.strictObject({ id: userId, ...fields, disabled: z.boolean() })
export const removeServiceAccountInput = z.strictObject({ id: userId })

export type CreateServiceAccountInput = z.infer<typeof createServiceAccountInput>
export type UpdateServiceAccountInput = z.infer<typeof updateServiceAccountInput>
export type RemoveServiceAccountInput = z.infer<typeof removeServiceAccountInput>
