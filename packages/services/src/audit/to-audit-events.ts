import type { AuditEvent } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import type { AuditRow } from './read-audit-page.ts'

/** Rows of the log with the names of who acted; somebody whose account was erased has an id alone. */
export async function toAuditEvents(
  { auth, organizationId }: Pick<StaffContext, 'auth' | 'organizationId'>,
  rows: readonly AuditRow[],
): Promise<readonly AuditEvent[]> {
  const some = <Value>(values: readonly (Value | null)[]): Value[] => [
    ...new Set(values.filter((value) => value !== null)),
  ]
  const names = await auth.namesOf({
    organizationId,
    userIds: some(rows.map(({ userId }) => userId)),
    keyIds: some(rows.map(({ apiKeyId }) => apiKeyId)),
  })
  return rows.map(({ atText, userId, apiKeyId, ...row }) => ({
    ...row,
    at: atText,
    user: userId === null ? null : { id: userId, name: names.users.get(userId) ?? '' },
    key: apiKeyId === null ? null : { id: apiKeyId, name: names.keys.get(apiKeyId) ?? '' },
  }))
}
