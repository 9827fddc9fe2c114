import type { VisitorCall } from '../context.ts'
import { beginSession } from './begin-session.ts'
import type { ClaimFirstAdminInput } from './inputs.ts'
import type { SessionView } from './session-view.ts'

/** Uses the one-time link of the first start: makes the organization and its administrator, and signs them in. */
export async function claimFirstAdmin({
  ctx,
  input,
}: VisitorCall<ClaimFirstAdminInput>): Promise<SessionView> {
  return beginSession(ctx, await ctx.auth.claimFirstAdmin({ ...ctx.request, ...input }))
}
