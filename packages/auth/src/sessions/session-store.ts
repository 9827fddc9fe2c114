import { randomUUID } from 'node:crypto'
import type { Db, IdentityTransaction } from '@cartage/db'
import { notFound, type OidcProviderId, type OrganizationId, type UserId } from '@cartage/domain'
import { Lucia, TimeSpan } from 'lucia'
import { accessOf, entryOf, type Entry, type MemberAccess, type MemberRow } from '../access/member-access.ts'
import { isAddressAllowed } from '../access/address-rules.ts'
import type { RecentRows } from '../access/recent-rows.ts'
import type { RequestOrigin } from '../auth-context.ts'
import { endTrust } from '../risk/trust.ts'
import { hashOf, newToken } from '../tokens/token.ts'
import { LuciaAdapter, type SessionAttributes, type SessionRow } from './lucia-adapter.ts'
import { cookieNames, readCookie, setCookie } from './session-cookies.ts'
import { type SessionKind, sessionKinds, type SessionLimits } from './session-kinds.ts'

/** Who asks, in which organization, and what they may do. */
export interface SessionContext extends MemberAccess {
  /** The public id of the session; the token stays in the cookie. */
  readonly sessionId: string
  /** When the person last proved who they are. */
  readonly authenticatedAt: Date
  /** What the organization asks for and the session does not have yet; until then it is good for nothing else. */
  readonly lacks: 'second_factor' | 'enrolment' | null
  /** The provider that vouched for the person: it speaks for this organization alone. */
  readonly providerId?: OidcProviderId | null | undefined
}

/** How somebody proved who they are. */
export interface Proof {
  readonly authenticatedAt: Date
  readonly secondFactorAt: Date | null
  /** The session ends no later than this, where it goes on for an earlier one. */
  readonly absoluteExpiresAt?: Date | undefined
  readonly deviceId?: string | null | undefined
  /** A country, as far as the address tells it. */
  readonly place?: string | null | undefined
  readonly providerId?: OidcProviderId | null | undefined
}

export interface SessionRequest {
  readonly cookieHeader: string | undefined
  readonly remoteAddress?: string | undefined
}

export interface SessionRead {
  readonly session: SessionContext
  /** `Set-Cookie` values to answer with; empty unless the session was extended. */
  readonly cookies: readonly string[]
}

type SessionLucia = Lucia<SessionAttributes, Record<never, never>>

const SEEN_EVERY_MS = 60_000
const MAX_USER_AGENT = 300

export interface SessionStoreOptions {
  readonly isHttps: boolean
  readonly limits: Readonly<Record<SessionKind, SessionLimits>>
  readonly now: () => Date
  readonly recent?: RecentRows<SessionRow> | undefined
}

interface FoundToken {
  readonly kind: SessionKind
  readonly token: string
}

/** Everything that knows Lucia. */
export class SessionStore {
  readonly #db: Db
  readonly #options: SessionStoreOptions

  constructor(db: Db, options: SessionStoreOptions) {
    this.#db = db
    this.#options = options
  }

  /** Begins a session of a member in the transaction, with a token that nobody has seen before. Answers its cookie. */
  async begin(
    trx: IdentityTransaction,
    member: MemberRow,
    { remoteAddress, userAgent }: RequestOrigin,
    proof: Proof,
  ): Promise<SessionRead> {
    const [access, entry] = [accessOf(member), entryOf(member)]
    const kind: SessionKind = access.role === 'driver' ? 'driver' : 'console'
    const { now, limits } = this.#options
    const createdAt = now()
    const usualEnd = createdAt.getTime() + limits[kind].absoluteS * 1_000
    const end = new Date(Math.min(usualEnd, member.visitEndsAt?.getTime() ?? usualEnd))
    const { authenticatedAt, secondFactorAt, absoluteExpiresAt = end } = proof
    const { deviceId = null, place = null, providerId = null } = proof
    const attributes: SessionAttributes = {
      publicId: randomUUID(),
      access,
      entry,
      createdAt,
      absoluteExpiresAt: absoluteExpiresAt < end ? absoluteExpiresAt : end,
      lastSeenAt: createdAt,
      authenticatedAt,
      secondFactorAt,
      deviceId,
      userAgent: userAgent?.slice(0, MAX_USER_AGENT) ?? null,
      ip: remoteAddress ?? null,
      place,
      providerId,
    }
    const { id: token } = await this.#luciaOn(trx, kind).createSession(access.userId, attributes, {
      sessionId: newToken(),
    })
    await trx
      .updateTable('identity.membership')
      .set({ lastUsedAt: createdAt })
      .where('userId', '=', access.userId)
      .where('organizationId', '=', access.organizationId)
      .execute()
    const others = sessionKinds.filter((other) => other !== kind)
    return {
      session: contextOf(attributes),
      cookies: [this.#cookie(kind, token), ...others.map((other) => this.#cookie(other, ''))],
    }
  }

  /** Goes on with a token that nobody has seen before, so that a copy of the old one is good no longer. Answers its cookie. */
  async renew(
    trx: IdentityTransaction,
    sessionId: string,
    shown: { readonly authenticatedAt: Date; readonly secondFactorAt?: Date },
  ): Promise<readonly string[]> {
    const token = newToken()
    const row = await trx
      .updateTable('identity.session')
      .set({ id: hashOf(token), ...shown })
      .where('publicId', '=', sessionId)
      .returning('kind')
      .executeTakeFirst()
    if (row === undefined) throw notFound('session')
    return [this.#cookie(row.kind, token)]
  }

  /** The living session that a `Cookie` header names; null for a visitor, and at an address that the organization refuses. */
  async read({ cookieHeader, remoteAddress }: SessionRequest): Promise<SessionRead | null> {
    for (const { kind, token } of this.#tokensOf(cookieHeader)) {
      const { session } = await this.#luciaOn(this.#db, kind).validateSession(token)
      if (session === null || !isAddressAllowed(session.entry, remoteAddress)) continue
      await this.#markSeen(session.publicId, session.lastSeenAt)
      if (session.fresh) this.#options.recent?.forget()
      return { session: contextOf(session), cookies: session.fresh ? [this.#cookie(kind, token)] : [] }
    }
    return null
  }

  /** Ends the sessions of a `Cookie` header. Answers the cookies that take them back. */
  async end(cookieHeader: string | undefined, trx?: IdentityTransaction): Promise<readonly string[]> {
    for (const { kind, token } of this.#tokensOf(cookieHeader)) {
      await this.#luciaOn(trx ?? this.#db, kind).invalidateSession(token)
    }
    return sessionKinds.map((kind) => this.#cookie(kind, ''))
  }

  /** Ends all sessions of a person in the transaction, one aside where it is named by its public id, and trust in their browsers. */
  async endAllOf(trx: IdentityTransaction, userId: UserId, except?: string): Promise<void> {
    await endTrust(trx, userId)
    await trx
      .deleteFrom('identity.session')
      .where('userId', '=', userId)
      .$if(except !== undefined, (query) => query.where('publicId', '!=', except ?? ''))
      .execute()
  }

  /** Ends the sessions that a person has in one organization. */
  async endAllIn(trx: IdentityTransaction, organizationId: OrganizationId, userId: UserId): Promise<void> {
    await trx
      .deleteFrom('identity.session')
      .where('userId', '=', userId)
      .where('organizationId', '=', organizationId)
      .execute()
  }

  async prune(): Promise<void> {
    await this.#luciaOn(this.#db, 'console').deleteExpiredSessions()
  }

  async #markSeen(publicId: string, lastSeenAt: Date): Promise<void> {
    const now = this.#options.now()
    if (now.getTime() - lastSeenAt.getTime() < SEEN_EVERY_MS) return
    await this.#db
      .updateTable('identity.session')
      .set({ lastSeenAt: now })
      .where('publicId', '=', publicId)
      .execute()
    this.#options.recent?.forget()
  }

  #luciaOn(db: Db | IdentityTransaction, kind: SessionKind): SessionLucia {
    const { limits, now, recent } = this.#options
    // A transaction reads for itself what it is about to change.
    const adapter = new LuciaAdapter(db, { kind, now, recent: db === this.#db ? recent : undefined })
    return new Lucia(adapter, {
      sessionExpiresIn: new TimeSpan(limits[kind].idleS, 's'),
      getSessionAttributes: (attributes) => attributes,
    })
  }

  #tokensOf(cookieHeader: string | undefined): readonly FoundToken[] {
    const names = cookieNames(this.#options.isHttps).session
    return sessionKinds.flatMap((kind) => {
      const token = readCookie(cookieHeader, names[kind])
      return token === undefined ? [] : [{ kind, token }]
    })
  }

  /** An empty token takes the cookie back. */
  #cookie(kind: SessionKind, token: string): string {
    const { isHttps, limits } = this.#options
    return setCookie(
      cookieNames(isHttps).session[kind],
      token,
      token === '' ? 0 : limits[kind].idleS,
      isHttps,
    )
  }
}

function contextOf({
  publicId,
  access,
  entry,
  authenticatedAt,
  secondFactorAt,
  providerId,
}: SessionAttributes): SessionContext {
  return {
    ...access,
    // No organization's provider makes somebody an operator of the installation.
    isOperator: access.isOperator && providerId === null,
    sessionId: publicId,
    authenticatedAt,
    lacks: lackOf(entry, secondFactorAt),
    providerId,
  }
}

/** What an organization asks for that a session does not have. */
export function lackOf(
  { requiresSecondFactor, hasSecondFactor }: Entry,
  secondFactorAt: Date | null,
): SessionContext['lacks'] {
  if (!requiresSecondFactor || secondFactorAt !== null) return null
  return hasSecondFactor ? 'second_factor' : 'enrolment'
}
