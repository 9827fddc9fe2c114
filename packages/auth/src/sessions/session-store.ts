import { randomUUID } from 'node:crypto'
import type { Db, IdentityTransaction } from '@cartage/db'
import type { OrganizationId, Role, UserId } from '@cartage/domain'
import { Lucia, TimeSpan } from 'lucia'
import { type Permission, permissionsOf } from '../permissions.ts'
import { newToken } from '../tokens/token.ts'
import { LuciaAdapter, type SessionAttributes, type UserAttributes } from './lucia-adapter.ts'
import { cookieNames, readCookie, setCookie } from './session-cookies.ts'

/** Who asks, in which organization, and what they may do. */
export interface SessionContext {
  /** The public id of the session; the token stays in the cookie. */
  readonly sessionId: string
  readonly userId: UserId
  readonly email: string
  readonly name: string
  readonly organizationId: OrganizationId
  readonly role: Role
  readonly permissions: ReadonlySet<Permission>
}

export interface SessionStart {
  readonly userId: UserId
  readonly email: string
  readonly name: string
  readonly organizationId: OrganizationId
  readonly role: Role
  readonly userAgent: string | undefined
  readonly remoteAddress: string | undefined
}

export interface SessionRead {
  readonly session: SessionContext
  /** `Set-Cookie` values to answer with; empty unless the session was extended. */
  readonly cookies: readonly string[]
}

type SessionLucia = Lucia<SessionAttributes, UserAttributes>

const HOUR_S = 3_600
const IDLE_S = 12 * HOUR_S
const ABSOLUTE_S = 7 * 24 * HOUR_S
const SEEN_EVERY_MS = 60_000
const MAX_USER_AGENT = 300

export interface SessionStoreOptions {
  readonly isHttps: boolean
  readonly now: () => Date
}

/** Everything that knows Lucia: sessions that end 12 h after their last use and 7 days after they began. */
export class SessionStore {
  readonly #db: Db
  readonly #isHttps: boolean
  readonly #now: () => Date
  readonly #lucia: SessionLucia

  constructor(db: Db, { isHttps, now }: SessionStoreOptions) {
    this.#db = db
    this.#isHttps = isHttps
    this.#now = now
    this.#lucia = this.#luciaOn(db)
  }

  /** Begins a session in the transaction, with a token that nobody has seen before. Answers its cookie. */
  async begin(trx: IdentityTransaction, start: SessionStart): Promise<SessionRead> {
    const { userId, email, name, organizationId, role, userAgent, remoteAddress } = start
    const createdAt = this.#now()
    const publicId = randomUUID()
    const { id: token } = await this.#luciaOn(trx).createSession(
      userId,
      {
        publicId,
        organizationId,
        role,
        createdAt,
        absoluteExpiresAt: new Date(createdAt.getTime() + ABSOLUTE_S * 1_000),
        lastSeenAt: createdAt,
        userAgent: userAgent?.slice(0, MAX_USER_AGENT) ?? null,
        ip: remoteAddress ?? null,
      },
      { sessionId: newToken() },
    )
    return {
      session: {
        sessionId: publicId,
        userId,
        email,
        name,
        organizationId,
        role,
        permissions: permissionsOf(role),
      },
      cookies: [this.#cookie(token, IDLE_S)],
    }
  }

  /** The living session that a `Cookie` header names; null for a visitor. */
  async read(cookieHeader: string | undefined): Promise<SessionRead | null> {
    const token = this.#tokenOf(cookieHeader)
    if (token === undefined) return null
    const { session, user } = await this.#lucia.validateSession(token)
    if (session === null) return null
    await this.#markSeen(session.publicId, session.lastSeenAt)
    return {
      session: {
        sessionId: session.publicId,
        userId: user.id,
        email: user.email,
        name: user.name,
        organizationId: session.organizationId,
        role: session.role,
        permissions: permissionsOf(session.role),
      },
      cookies: session.fresh ? [this.#cookie(token, IDLE_S)] : [],
    }
  }

  /** Ends the session of a `Cookie` header, if it is one. Answers the cookie that takes it back. */
  async end(cookieHeader: string | undefined, trx?: IdentityTransaction): Promise<readonly string[]> {
    const token = this.#tokenOf(cookieHeader)
    if (token !== undefined) await this.#luciaOn(trx ?? this.#db).invalidateSession(token)
    return [this.#cookie('', 0)]
  }

  /** Ends all sessions of a person in the transaction, one aside where it is named by its public id. */
  async endAllOf(trx: IdentityTransaction, userId: UserId, except?: string): Promise<void> {
    if (except === undefined) {
      await this.#luciaOn(trx).invalidateUserSessions(userId)
      return
    }
    await trx
      .deleteFrom('identity.session')
      .where('userId', '=', userId)
      .where('publicId', '!=', except)
      .execute()
  }

  async prune(): Promise<void> {
    await this.#lucia.deleteExpiredSessions()
  }

  async #markSeen(publicId: string, lastSeenAt: Date): Promise<void> {
    const now = this.#now()
    if (now.getTime() - lastSeenAt.getTime() < SEEN_EVERY_MS) return
    await this.#db
      .updateTable('identity.session')
      .set({ lastSeenAt: now })
      .where('publicId', '=', publicId)
      .execute()
  }

  #luciaOn(db: Db | IdentityTransaction): SessionLucia {
    return new Lucia(new LuciaAdapter(db, this.#now), {
      sessionExpiresIn: new TimeSpan(IDLE_S, 's'),
      getSessionAttributes: (attributes) => attributes,
      getUserAttributes: (attributes) => attributes,
    })
  }

  #tokenOf(cookieHeader: string | undefined): string | undefined {
    return readCookie(cookieHeader, cookieNames(this.#isHttps).session)
  }

  #cookie(token: string, maxAgeS: number): string {
    return setCookie(cookieNames(this.#isHttps).session, token, maxAgeS, this.#isHttps)
  }
}
