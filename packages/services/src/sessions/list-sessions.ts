import type { SessionInfo } from '@cartage/auth'
import type { StaffContext } from '../context.ts'

export interface OwnSession extends SessionInfo {
  /** Whether it is the one that asks. */
  readonly isCurrent: boolean
}

export interface OwnSessions {
  readonly items: readonly OwnSession[]
}

/** Where the person is signed in, in all their organizations, the session used last first. */
export async function listSessions({ ctx }: { readonly ctx: StaffContext }): Promise<OwnSessions> {
  const sessions = await ctx.auth.listSessions(ctx.userId)
  return { items: sessions.map((session) => ({ ...session, isCurrent: session.id === ctx.sessionId })) }
}
