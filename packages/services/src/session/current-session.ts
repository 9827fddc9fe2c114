import type { VisitorContext } from '../context.ts'
import type { SessionView } from './session-view.ts'
import { viewSession } from './view-session.ts'

/** Who is signed in; null for a visitor. */
export async function currentSession({ ctx }: { readonly ctx: VisitorContext }): Promise<SessionView | null> {
  return ctx.staff === null ? null : viewSession(ctx, ctx.staff)
}
