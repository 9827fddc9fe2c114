import { createHmac, timingSafeEqual } from 'node:crypto'
import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { type CartageError, oidcProviderId, userId } from '@cartage/domain'
import { z } from 'zod'
import type { AuthContext } from '../auth-context.ts'
import { issueOneTimeToken, type OneTimeToken, useOneTimeToken } from '../tokens/one-time-token.ts'
import { hashOf, newToken } from '../tokens/token.ts'
import { FLOW_MS } from './flow-cookie.ts'
import { problem } from './provider-error.ts'

const flow = z.strictObject({
  purpose: z.enum(['sign_in', 'link', 'prove']),
  providerId: oidcProviderId,
  /** Of the provider, so that nothing ends at another one than it began at. */
  version: z.int(),
  /** SHA-256 of what only the browser has. */
  browser: z.string().length(64),
  /** A path of ours to go on at. */
  next: z.string(),
  /** When the browser was sent off, in milliseconds. */
  begunAt: z.int(),
  /** Whose account is to be connected or who proves themselves, and in which session they asked for it. */
  userId: userId.optional(),
  sessionId: z.string().optional(),
})
export type Flow = z.infer<typeof flow>

export interface BegunFlow {
  readonly state: string
  /** For the cookie; neither the database nor the provider learns it. */
  readonly browser: string
}

/** Remembers that somebody was sent to a provider. The `state` is good once, for ten minutes, in the browser with the cookie. */
export async function beginFlow(
  { db, now }: AuthContext,
  payload: Omit<Flow, 'browser' | 'begunAt'>,
): Promise<BegunFlow> {
  const browser = newToken()
  const at = now()
  const kept: Flow = { ...payload, browser: hashOf(browser), begunAt: at.getTime() }
  const { token } = await withIdentity(db, null, (trx) => issueOneTimeToken(trx, 'oidc', kept, endOf(at)))
  return { state: token, browser }
}

/** Uses a `state` up. Throws INVALID (`OIDC_STATE`) for one that was used, is too old, or began in another browser. */
export async function takeFlow(
  { db, now }: AuthContext,
  state: string | undefined,
  browser: string | undefined,
): Promise<Flow> {
  if (state === undefined || browser === undefined) throw staleFlow()
  const payload = await withIdentity(db, null, (trx) => useOneTimeToken(trx, 'oidc', state, now())).catch(
    () => {
      throw staleFlow()
    },
  )
  const taken = flow.safeParse(payload)
  if (!taken.success || !isSame(taken.data.browser, hashOf(browser))) throw staleFlow()
  return taken.data
}

/**
 * What is derived from the browser's secret need not be stored: the PKCE verifier (RFC 7636) and the nonce of the ID token. Whoever
 * has the database and the provider's answer still lacks it.
 */
export const secretsOf = ({ state, browser }: BegunFlow) => ({
  codeVerifier: derive(browser, `code_verifier ${state}`),
  nonce: derive(browser, `nonce ${state}`),
})

const derive = (secret: string, use: string): string =>
  createHmac('sha256', secret).update(use).digest('base64url')

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

const endOf = (now: Date): Date => new Date(now.getTime() + FLOW_MS)

export const staleFlow = (): CartageError =>
  problem(
    'OIDC_STATE',
    'INVALID',
    'This sign-in took too long, is finished already, or was begun in another window. Start again.',
  )

const pendingConnection = z.strictObject({
  purpose: z.literal('connect'),
  providerId: oidcProviderId,
  version: z.int(),
  subject: z.string(),
  userId,
})
export type PendingConnection = z.infer<typeof pendingConnection>

/** Remembers who somebody is at a provider until they have shown that an account here is theirs. */
export const holdConnection = (
  trx: IdentityTransaction,
  { now }: AuthContext,
  payload: Omit<PendingConnection, 'purpose'>,
): Promise<OneTimeToken> => issueOneTimeToken(trx, 'oidc', { ...payload, purpose: 'connect' }, endOf(now()))

/** Undefined for what is none. */
export const readConnection = (payload: unknown): PendingConnection | undefined =>
  pendingConnection.safeParse(payload).data
