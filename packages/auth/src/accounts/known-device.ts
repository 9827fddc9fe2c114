import type { Db, IdentityTransaction } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { cookieNames, readCookie, setCookie } from '../sessions/session-cookies.ts'
import { hashOf, newToken } from '../tokens/token.ts'

const LIFETIME_S = 180 * 24 * 3_600

/** The id of the browser that sent these cookies, if the person with this address signed in from it before. */
export async function findKnownDevice(
  db: Db,
  { isHttps, now }: AuthContext,
  email: string,
  cookieHeader: string | undefined,
): Promise<string | undefined> {
  const token = readCookie(cookieHeader, cookieNames(isHttps).device)
  if (token === undefined) return undefined
  const row = await db
    .selectFrom('identity.knownDevice as device')
    .innerJoin('identity.user as user', 'user.id', 'device.userId')
    .select('device.id')
    .where('device.id', '=', hashOf(token))
    .where('user.email', '=', email)
    .where('device.expiresAt', '>', now())
    .executeTakeFirst()
  return row?.id
}

export interface RememberedDevice {
  readonly id: string
  /** The cookie for it; nothing where the browser has one. */
  readonly cookies: readonly string[]
}

/** Remembers the browser as one of the person's. */
export async function rememberDevice(
  trx: IdentityTransaction,
  { isHttps, now }: AuthContext,
  userId: UserId,
  cookieHeader: string | undefined,
): Promise<RememberedDevice> {
  const name = cookieNames(isHttps).device
  const brought = readCookie(cookieHeader, name)
  const expiresAt = new Date(now().getTime() + LIFETIME_S * 1_000)
  if (brought !== undefined) {
    const { numUpdatedRows } = await trx
      .updateTable('identity.knownDevice')
      .set({ expiresAt })
      .where('id', '=', hashOf(brought))
      .where('userId', '=', userId)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) return { id: hashOf(brought), cookies: [] }
  }
  const token = newToken()
  const id = hashOf(token)
  await trx.insertInto('identity.knownDevice').values({ id, userId, expiresAt }).execute()
  return { id, cookies: [setCookie(name, token, LIFETIME_S, isHttps)] }
}
