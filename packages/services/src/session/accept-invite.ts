import type { VisitorCall } from '../context.ts'
import { beginSession } from './begin-session.ts'
import type { AcceptInviteInput } from './inputs.ts'
import type { SessionView } from './session-view.ts'

/** Uses an invitation's one-time link: sets the person's password and signs them in. */
export async function acceptInvite({ ctx, input }: VisitorCall<AcceptInviteInput>): Promise<SessionView> {
  return beginSession(ctx, await ctx.auth.acceptInvite({ ...ctx.request, ...input }))
}
