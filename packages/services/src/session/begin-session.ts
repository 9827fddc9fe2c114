import type { VisitorContext } from '../context.ts'
import type { SessionView } from './session-view.ts'

/** Hands the new session's cookies to the answer and says who is signed in. */
export async function beginSession(ctx: VisitorContext, begun: object): Promise<SessionView> {
  throw new Error('pending')
}
