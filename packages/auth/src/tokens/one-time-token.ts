import { type IdentityTransaction, json, type OneTimeTokenKind as Kind } from '@cartage/db'
import { invalid } from '@cartage/domain'
import { hashOf, newToken } from './token.ts'

export interface OneTimeToken {
  readonly token: string
  readonly expiresAt: Date
}

/** Makes a token that works once until it expires; the database keeps its hash alone. */
export async function issueOneTimeToken(
  trx: IdentityTransaction,
  kind: Kind,
  payload: Readonly<Record<string, unknown>>,
  expiresAt: Date,
): Promise<OneTimeToken> {
  const token = newToken()
  await trx
    .insertInto('identity.oneTimeToken')
    .values({ id: hashOf(token), kind, payload: json(payload), expiresAt })
    .execute()
  return { token, expiresAt }
}

/** What a token carries that still works, without using it up. Throws INVALID for any other. */
export async function peekOneTimeToken(
  trx: IdentityTransaction,
  kind: Kind,
  token: string,
  now: Date,
): Promise<Readonly<Record<string, unknown>>> {
  const row = await trx
    .selectFrom('identity.oneTimeToken')
    .select('payload')
    .where('id', '=', hashOf(token))
    .where('kind', '=', kind)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  if (row === undefined) throw usedUp()
  return row.payload
}

/** Uses a token up: of many who try at once, one succeeds. Throws INVALID for the others. */
export async function useOneTimeToken(
  trx: IdentityTransaction,
  kind: Kind,
  token: string,
  now: Date,
): Promise<Readonly<Record<string, unknown>>> {
  const row = await trx
    .deleteFrom('identity.oneTimeToken')
    .where('id', '=', hashOf(token))
    .where('kind', '=', kind)
    .where('expiresAt', '>', now)
    .returning('payload')
    .executeTakeFirst()
  if (row === undefined) throw usedUp()
  return row.payload
}

const usedUp = () => invalid('This link was used already or is too old. Ask for a new one.', 'token')
