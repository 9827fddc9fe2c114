import type { Db, IdentityTransaction } from '@cartage/db'
import type { OrganizationId, Role, UserId as PersonId } from '@cartage/domain'
import { sql } from 'kysely'
import type { Adapter, DatabaseSession, DatabaseUser, Lucia } from 'lucia'
import { hashOf } from '../tokens/token.ts'

/** What our sessions carry beyond Lucia's own. */
export interface SessionAttributes {
  readonly publicId: string
  readonly organizationId: OrganizationId
  readonly role: Role
  readonly createdAt: Date
  readonly absoluteExpiresAt: Date
  readonly lastSeenAt: Date
  readonly userAgent: string | null
  readonly ip: string | null
}

export interface UserAttributes {
  readonly email: string
  readonly name: string
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionAttributes, UserAttributes>
    UserId: PersonId
    DatabaseSessionAttributes: SessionAttributes
    DatabaseUserAttributes: UserAttributes
  }
}

/**
 * Keeps Lucia's sessions in PostgreSQL. Lucia's session id is the bearer secret, so every method maps it to its
 * SHA-256 on the way in. What goes out is the id that came in, never the hash: Lucia hands it back to extend or
 * delete the row, and a hash would be hashed again and silently miss.
 */
export class LuciaAdapter implements Adapter {
  readonly #db: Db | IdentityTransaction
  readonly #now: () => Date

  constructor(db: Db | IdentityTransaction, now: () => Date) {
    this.#db = db
    this.#now = now
  }

  /** Nothing for a session past its absolute end or of a disabled person: Lucia knows neither. */
  async getSessionAndUser(token: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const id = hashOf(token)
    const row = await this.#db
      .selectFrom('identity.session as session')
      .innerJoin('identity.user as user', 'user.id', 'session.userId')
      .innerJoin('identity.membership as membership', (join) =>
        join
          .onRef('membership.userId', '=', 'session.userId')
          .onRef('membership.organizationId', '=', 'session.organizationId'),
      )
      .select([
        'session.publicId',
        'session.userId',
        'session.organizationId',
        'session.createdAt',
        'session.expiresAt',
        'session.absoluteExpiresAt',
        'session.lastSeenAt',
        'session.userAgent',
        'session.ip',
        'membership.role',
        'user.email',
        'user.name',
        'user.isDisabled',
      ])
      .where('session.id', '=', id)
      .executeTakeFirst()
    if (row === undefined) return [null, null]
    if (row.isDisabled || row.absoluteExpiresAt <= this.#now()) {
      await this.deleteSession(token)
      return [null, null]
    }
    const { userId, expiresAt, email, name, isDisabled: _, ...attributes } = row
    return [
      { id: token, userId, expiresAt, attributes },
      { id: userId, attributes: { email, name } },
    ]
  }

  /** Their ids would have to be tokens, which nobody has; sessions are listed by their public id instead. */
  getUserSessions(): Promise<DatabaseSession[]> {
    throw new Error('Sessions cannot be read back as tokens; list them by public id.')
  }

  async setSession({ id, userId, expiresAt, attributes }: DatabaseSession): Promise<void> {
    const { publicId, organizationId, createdAt, absoluteExpiresAt, lastSeenAt, userAgent, ip } = attributes
    await this.#db
      .insertInto('identity.session')
      .values({
        id: hashOf(id),
        publicId,
        userId,
        organizationId,
        createdAt,
        expiresAt,
        absoluteExpiresAt,
        lastSeenAt,
        userAgent,
        ip,
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
