import { randomUUID } from 'node:crypto'
import { depotId, memberRole, organizationId, userId } from '@cartage/domain'
import { z } from 'zod'

/** What an invitation's token carries. */
export const invitation = z.strictObject({
  /** Of the person to be, so that the audit log need not name them: a name there could never be erased. */
  personId: userId.default(() => userId.parse(randomUUID())),
  organizationId,
  organizationName: z.string(),
  email: z.string(),
  name: z.string(),
  role: memberRole,
  depotIds: z.array(depotId).nullable().default(null),
  invitedBy: userId,
})
