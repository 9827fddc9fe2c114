import type { SessionRead } from '@cartage/auth'
import type { VisitorContext } from '../context.ts'
import type { SessionView } from './session-view.ts'
import { viewSession } from './view-session.ts'

/** Hands the new session's cookies to the answer and says who is signed in. */
export async function beginSession(
  ctx: Pick<VisitorContext, 'db' | 'setCookie'>,
  begun: SessionRead,
): Promise<SessionView> {
  const view = await viewSession(ctx, begun.session)
  for (const cookie of begun.cookies) ctx.setCookie(cookie)
  return view
}
