import type { SessionInfo } from '@cartage/auth'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { EndMemberSessionInput, MemberInput } from './inputs.ts'

export interface MemberSessions {
  readonly items: readonly SessionInfo[]
}

/** Where a member is signed in to this organization. */
export async function listMemberSessions({ ctx, input }: Call<MemberInput>): Promise<MemberSessions> {
  authorize(ctx, 'member:manage')
  return { items: await ctx.auth.listMemberSessions(ctx.organizationId, input.id) }
}

/** Ends one of these. */
export async function endMemberSession({
  ctx,
  input: { id: userId, sessionId },
}: Call<EndMemberSessionInput>): Promise<Record<never, never>> {
  authorize(ctx, 'member:manage')
  const { organizationId, userId: endedBy, permissions: held } = ctx
  await ctx.auth.endMemberSession({ organizationId, userId, sessionId, endedBy, held, origin: ctx })
  return {}
}
