import { compileOnce, type Db, type IdentityTransaction, type ParameterOf } from '@cartage/db'
import type { OidcProviderId, UserId as PersonId } from '@cartage/domain'
import { sql } from 'kysely'
import type { Adapter, DatabaseSession, DatabaseUser, Lucia } from 'lucia'
import { accessOf, entryOf, type Entry, type MemberAccess, selectMembers } from '../access/member-access.ts'
import type { RecentRows } from '../access/recent-rows.ts'
import { hashOf } from '../tokens/token.ts'
import type { SessionKind } from './session-kinds.ts'

/** What our sessions carry beyond Lucia's own. */
export interface SessionAttributes {
  readonly publicId: string
  readonly access: MemberAccess
  readonly entry: Entry
  readonly createdAt: Date
  readonly absoluteExpiresAt: Date
  readonly lastSeenAt: Date
  readonly authenticatedAt: Date
  readonly secondFactorAt: Date | null
  readonly deviceId: string | null
  readonly userAgent: string | null
  readonly ip: string | null
  readonly place: string | null
  readonly providerId: OidcProviderId | null
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionAttributes, Record<never, never>>
    UserId: PersonId
    DatabaseSessionAttributes: SessionAttributes
    DatabaseUserAttributes: Record<never, never>
  }
}

/** Every request of somebody who is signed in begins with it. */
const selectSession = compileOnce((db: Db | IdentityTransaction, parameter: ParameterOf<SessionArgs>) =>
  selectMembers(db)
    .innerJoin('identity.session as session', (join) =>
      join
        .onRef('session.userId', '=', 'membership.userId')
        .onRef('session.organizationId', '=', 'membership.organizationId'),
    )
    .select([
      'session.publicId',
      'session.createdAt',
      'session.expiresAt',
      'session.absoluteExpiresAt',
      'session.lastSeenAt',
      'session.authenticatedAt',
      'session.secondFactorAt',
      'session.deviceId',
      'session.userAgent',
      'session.ip',
      'session.place',
      'session.providerId',
    ])
    .where('session.id', '=', parameter('hash'))
    .where('session.kind', '=', parameter('kind')),
)

interface SessionArgs {
  readonly hash: string
  readonly kind: SessionKind
}

/** A session, and what its member may do. */
export type SessionRow = Awaited<ReturnType<typeof selectSession>>[number]

export interface LuciaAdapterOptions {
  readonly kind: SessionKind
  readonly now: () => Date
  /** Where sessions are found that were read a moment ago. */
  readonly recent?: RecentRows<SessionRow> | undefined
}

/**
 * Keeps Lucia's sessions in PostgreSQL. Lucia's session id is the bearer secret, so every method maps it to its
 * SHA-256 on the way in. What goes out is the id that came in, never the hash: Lucia hands it back to extend or
 * delete the row, and a hash would be hashed again and silently miss. Knows the sessions of one kind: the token of another
 * is no token here.
 */
export class LuciaAdapter implements Adapter {
  readonly #db: Db | IdentityTransaction
  readonly #kind: SessionKind
  readonly #now: () => Date
  readonly #recent: RecentRows<SessionRow> | undefined

  constructor(db: Db | IdentityTransaction, { kind, now, recent }: LuciaAdapterOptions) {
    this.#db = db
    this.#kind = kind
    this.#now = now
    this.#recent = recent
  }

  /** Nothing for a session past its absolute end or of somebody locked out: Lucia knows neither. */
  async getSessionAndUser(token: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const [hash, kind] = [hashOf(token), this.#kind]
    const select = async (): Promise<SessionRow | undefined> =>
      (await selectSession(this.#db, { hash, kind })).at(0)
    const row = await (this.#recent?.read(`${kind} ${hash}`, select) ?? select())
    if (row === undefined) return [null, null]
    const [access, entry] = [accessOf(row), entryOf(row)]
    if (entry.isDisabled || entry.isSuspended || row.absoluteExpiresAt <= this.#now()) {
      await this.deleteSession(token)
      return [null, null]
    }
    return [
      { id: token, userId: access.userId, expiresAt: row.expiresAt, attributes: { ...row, access, entry } },
      { id: access.userId, attributes: {} },
    ]
  }

  /** Their ids would have to be tokens, which nobody has; sessions are listed by their public id instead. */
  getUserSessions(): Promise<DatabaseSession[]> {
    throw new Error('Sessions cannot be read back as tokens; list them by public id.')
  }

  async setSession({ id, userId, expiresAt, attributes }: DatabaseSession): Promise<void> {
    const { access, publicId, createdAt, absoluteExpiresAt, lastSeenAt, authenticatedAt, ...rest } =
      attributes
    const { secondFactorAt, deviceId, userAgent, ip, place, providerId } = rest
    await this.#db
      .insertInto('identity.session')
      .values({
        id: hashOf(id),
        publicId,
        userId,
        organizationId: access.organizationId,
        kind: this.#kind,
        createdAt,
        expiresAt,
        absoluteExpiresAt,
        lastSeenAt,
        authenticatedAt,
        secondFactorAt,
        deviceId,
        userAgent,
        ip,
        place,
        providerId,
      })
      .execute()
  }

  async updateSessionExpiration(token: string, expiresAt: Date): Promise<void> {
    await this.#db
      .updateTable('identity.session')
      .set({ expiresAt: sql<Date>`least(${expiresAt}::timestamptz, absolute_expires_at)` })
      .where('id', '=', hashOf(token))
      .execute()
  }

  async deleteSession(token: string): Promise<void> {
    await this.#db.deleteFrom('identity.session').where('id', '=', hashOf(token)).execute()
  }

  async deleteUserSessions(userId: PersonId): Promise<void> {
    await this.#db.deleteFrom('identity.session').where('userId', '=', userId).execute()
  }

  async deleteExpiredSessions(): Promise<void> {
    const now = this.#now()
    await this.#db
      .deleteFrom('identity.session')
      .where((eb) => eb.or([eb('expiresAt', '<=', now), eb('absoluteExpiresAt', '<=', now)]))
      .execute()
  }
}
