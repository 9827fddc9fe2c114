import { permissions } from '@cartage/auth'
import { addressRules, apiKeyId, textLine, userId } from '@cartage/domain'
import { z } from 'zod'

const name = textLine(80, 'Give the key a name.')

export const createKeyInput = z.strictObject({
  /** The service account for which it acts; null for oneself. */
  accountId: userId.nullable(),
  name,
  permissions: z
    .array(z.enum(permissions))
    .min(1, 'Choose at least one thing that the key may do.')
    .max(permissions.length),
  lifetimeDays: z.int().min(1).max(365, 'A key lives for a year at most.').default(90),
  allowedAddresses: addressRules.allowedAddresses.default([]),
  deniedAddresses: addressRules.deniedAddresses.default([]),
})
export const renameKeyInput = z.strictObject({ id: apiKeyId, name })
export const revokeKeyInput = z.strictObject({ id: apiKeyId })

export type CreateKeyInput = z.infer<typeof createKeyInput>
export type RenameKeyInput = z.infer<typeof renameKeyInput>
export type RevokeKeyInput = z.infer<typeof revokeKeyInput>
