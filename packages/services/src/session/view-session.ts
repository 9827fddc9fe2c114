import type { StaffContext } from '../context.ts'
import type { SessionView } from './session-view.ts'

/** The public shape of a living session. */
export async function viewSession(ctx: StaffContext): Promise<SessionView> {
  throw new Error('pending')
}
