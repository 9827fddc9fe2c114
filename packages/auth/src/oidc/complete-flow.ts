import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError } from '@cartage/domain'
import { refused, type SignInAnswer } from '../accounts/finish-sign-in.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { visitorNetwork } from '../limits/visitor-network.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { enter } from './enter.ts'
import { flowCookie, noFlowCookie, readFlowCookie } from './flow-cookie.ts'
import { type Flow, secretsOf, staleFlow, takeFlow } from './flow.ts'
import { linkAccount } from './link-account.ts'
import { NotProven } from './not-proven.ts'
import { findEnabledProvider, type ProviderRow } from './own-provider.ts'
import type { ProviderClients } from './provider-client.ts'
import { proveByProvider } from './prove-by-provider.ts'
import { problem } from './provider-error.ts'
import { type Identity, readIdentity } from './read-identity.ts'

export interface CompleteFlowInput extends RequestOrigin {
  /** What stood behind the `?` when the browser came back. */
  readonly query: URLSearchParams
  readonly redirectUri: string
  /** Who is signed in in that browser. */
  readonly session: SessionContext | null
}

/** How a way to a provider and back ended, and at which path of ours to go on. */
export type FlowEnd = {
  readonly next: string
  readonly cookies: readonly string[]
} & (
  | { readonly kind: 'signed_in'; readonly answer: SignInAnswer }
  /** The provider is connected with the account that was signed in. */
  | { readonly kind: 'linked' }
  /** The person has proven anew who they are. */
  | { readonly kind: 'proven' }
  /** There is an account already: whoever it belongs to shows so by signing in to it. */
  | { readonly kind: 'connect' }
)

/**
 * Takes what a browser brought back from a provider. Throws with a reason that begins with `OIDC_`: FORBIDDEN where nothing lets the
 * person in, INVALID for an answer that was not asked for in this browser, UNAVAILABLE where the provider fails; as a `NotProven`
 * where it was to be a proof.
 */
export async function completeFlow(
  context: AuthContext,
  clients: ProviderClients,
  { query, redirectUri, session, ...origin }: CompleteFlowInput,
): Promise<FlowEnd> {
  const { db } = context
  await takeLimit(context.limits, {
    key: `oidc ip ${visitorNetwork(origin.remoteAddress)}`,
    burst: 60,
    everyS: 1,
  })
  const [state, browser] = [query.get('state') ?? undefined, readFlowCookie(context, origin)]
  const flow = await takeFlow(context, state, browser)
  const provider = await withIdentity(db, null, (trx) => findEnabledProvider(trx, flow.providerId))
  // Its settings decide whom it may speak for, and where; they must be those that the person set out with.
  if (provider === undefined || provider.version !== flow.version || !state || !browser) throw staleFlow()
  try {
    const client = await clients.of(provider)
    const answer = new URL(redirectUri)
    answer.search = query.toString()
    const identity = await readIdentity(client, answer, { state, ...secretsOf({ state, browser }) })
    return await withIdentity(db, provider.organizationId, (trx) =>
      ends[flow.purpose](trx, context, { flow, provider, identity, session, origin }),
    )
  } catch (error) {
    if (!(error instanceof CartageError)) throw error
    await recordRefusal(context, provider, flow, error, origin)
    throw flow.purpose === 'prove' ? new NotProven(error, flow.next) : error
  }
}

interface Arrival {
  readonly flow: Flow
  readonly provider: ProviderRow
  readonly identity: Identity
  readonly session: SessionContext | null
  readonly origin: RequestOrigin
}

async function signIn(trx: IdentityTransaction, context: AuthContext, arrival: Arrival): Promise<FlowEnd> {
  const { next } = arrival.flow
  const entered = await enter(trx, context, arrival).catch((error: unknown) => {
    // The usual words are about a password.
    if (error instanceof CartageError && error.reason === refused().reason) throw noAccess()
    throw error
  })
  if (entered.kind === 'connect') {
    return { kind: 'connect', next, cookies: [flowCookie(context, entered.token)] }
  }
  const { answer } = entered
  return answer.kind === 'session'
    ? { kind: 'signed_in', next, answer, cookies: [...answer.cookies, noFlowCookie(context)] }
    : { kind: 'signed_in', next, answer, cookies: [flowCookie(context, answer.ticket)] }
}

async function link(
  trx: IdentityTransaction,
  context: AuthContext,
  { flow, provider, identity, session, origin }: Arrival,
): Promise<FlowEnd> {
  const { userId } = requireSame(session, flow)
  await linkAccount(trx, provider, { userId, subject: identity.subject, origin })
  return { kind: 'linked', next: flow.next, cookies: [noFlowCookie(context)] }
}

async function prove(
  trx: IdentityTransaction,
  context: AuthContext,
  { flow, identity, session, origin }: Arrival,
): Promise<FlowEnd> {
  const cookies = await proveByProvider(trx, context, {
    flow,
    identity,
    session: requireSame(session, flow),
    origin,
  })
  return { kind: 'proven', next: flow.next, cookies: [...cookies, noFlowCookie(context)] }
}

const ends = { sign_in: signIn, link, prove } as const

/** Somebody else may have signed in in this browser meanwhile, and would get a way in or a proof that is not theirs. */
function requireSame(session: SessionContext | null, { userId, sessionId }: Flow): SessionContext {
  if (session === null || session.userId !== userId || session.sessionId !== sessionId) throw staleFlow()
  return session
}

/** One answer for everybody whom nothing lets in: a stranger, somebody of another organization, somebody locked out. */
const noAccess = (): CartageError =>
  problem(
    'OIDC_NO_ACCESS',
    'FORBIDDEN',
    'You are known at the provider, and have no access here. Ask an administrator of the organization for an invitation.',
  )

async function recordRefusal(
  { db }: AuthContext,
  { id, organizationId }: ProviderRow,
  { purpose, userId, sessionId }: Flow,
  { reason }: CartageError,
  origin: RequestOrigin,
): Promise<void> {
  const what = {
    sign_in: { action: 'session.create', entity: 'session', entityId: null },
    link: { action: 'provider.connect', entity: 'provider', entityId: id },
    prove: { action: 'session.reauthenticate', entity: 'session', entityId: sessionId ?? null },
  } as const
  await withIdentity(db, organizationId, (trx) =>
    recordAudit(trx, {
      organizationId,
      userId: userId ?? null,
      ...what[purpose],
      result: 'refused',
      origin,
      detail: { how: 'oidc', provider: id, why: reason ?? null },
    }),
  )
}
