import { permissions } from '@cartage/auth'
import { userId } from '@cartage/domain'
import { z } from 'zod'

/** `removed` is what was shown, so that nobody decides about something else. */
export const decideAdviceInput = z.strictObject({
  id: z.uuid(),
  member: userId,
  removed: z.array(z.enum(permissions)).min(1).max(permissions.length),
})
export const revertAdviceInput = z.strictObject({ id: z.uuid() })

export type DecideAdviceInput = z.infer<typeof decideAdviceInput>
export type RevertAdviceInput = z.infer<typeof revertAdviceInput>
