import type { CartageError } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { inTenant } from './in-tenant.ts'
import { recordAudit } from './record-audit.ts'

/** These ask for a proof before going on: a question, and no refusal yet. */
const questions: ReadonlySet<string | undefined> = new Set([
  'REAUTH_REQUIRED',
  'SECOND_FACTOR_REQUIRED',
  'ENROLMENT_REQUIRED',
])

/** Writes down that somebody asked for what they may not do; `where` names the procedure or the address. */
export async function recordRefusal(
  ctx: StaffContext,
  where: string,
  { code, reason }: Pick<CartageError, 'code' | 'reason'>,
): Promise<void> {
  if (code !== 'FORBIDDEN' || questions.has(reason)) return
  try {
    await inTenant({ ...ctx, signal: undefined }, (trx) =>
      recordAudit(trx, ctx, {
        action: 'access.refuse',
        entity: 'procedure',
        entityId: where,
        result: 'refused',
        detail: { reason: reason ?? code },
      }),
    )
  } catch (error) {
    // The refusal stands, whether or not it could be written down.
    ctx.log.error({ err: error, where }, 'a refusal could not be recorded')
  }
}
