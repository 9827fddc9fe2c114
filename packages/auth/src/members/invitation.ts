import { depotId, memberRole, organizationId, userId } from '@cartage/domain'
import { z } from 'zod'

/** What an invitation's token carries. */
export const invitation = z.strictObject({
  organizationId,
  organizationName: z.string(),
  email: z.string(),
  name: z.string(),
  role: memberRole,
  depotIds: z.array(depotId).nullable().default(null),
  invitedBy: userId,
})
