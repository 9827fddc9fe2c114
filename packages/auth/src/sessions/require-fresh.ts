import { CartageError } from '@cartage/domain'
import type { SessionContext } from './session-store.ts'

const FRESH_MS = 10 * 60_000

/** Throws FORBIDDEN (`REAUTH_REQUIRED`) unless the person proved who they are within the last ten minutes. */
export function requireFresh({ authenticatedAt }: Pick<SessionContext, 'authenticatedAt'>, now: Date): void {
  if (now.getTime() - authenticatedAt.getTime() <= FRESH_MS) return
  throw new CartageError('FORBIDDEN', 'Confirm that it is you.', { reason: 'REAUTH_REQUIRED' })
}
