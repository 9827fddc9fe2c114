import { withIdentity } from '@cartage/db'
import type { ApiKeyId, OrganizationId, UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'

export interface NamesInput {
  readonly organizationId: OrganizationId
  readonly userIds: readonly UserId[]
  readonly keyIds: readonly ApiKeyId[]
}

export interface Names {
  readonly users: ReadonlyMap<UserId, string>
  readonly keys: ReadonlyMap<ApiKeyId, string>
}

/** How those are called who stand in an organization's audit log, members of it still or not. */
export function namesOf(
  { db }: AuthContext,
  { organizationId, userIds, keyIds }: NamesInput,
): Promise<Names> {
  return withIdentity(db, organizationId, async (trx) => {
    const users =
      userIds.length === 0
        ? []
        : await trx.selectFrom('identity.user').select(['id', 'name']).where('id', 'in', userIds).execute()
    const keys =
      keyIds.length === 0
        ? []
        : await trx
            .selectFrom('identity.apiKey')
            .select(['id', 'name'])
            .where('organizationId', '=', organizationId)
            .where('id', 'in', keyIds)
            .execute()
    return {
      users: new Map(users.map(({ id, name }) => [id, name])),
      keys: new Map(keys.map(({ id, name }) => [id, name])),
    }
  })
}

export interface Actor {
  readonly id: UserId
  readonly name: string
}

/** Everybody who is or could be an actor of an organization's audit log: its members, people and service accounts, by name. */
export function listActors({ db }: AuthContext, organizationId: OrganizationId): Promise<readonly Actor[]> {
  return withIdentity(db, organizationId, (trx) =>
    trx
      .selectFrom('identity.membership as membership')
      .innerJoin('identity.user as user', 'user.id', 'membership.userId')
      .select(['user.id', 'user.name'])
      .where('membership.organizationId', '=', organizationId)
      .orderBy('user.name')
      .orderBy('user.id')
      .limit(MOST_ACTORS)
      .execute(),
  )
}

const MOST_ACTORS = 500
