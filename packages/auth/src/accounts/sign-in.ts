import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError, type OrganizationId, type Role, type UserId } from '@cartage/domain'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { takeLimit } from '../limits/rate-limit.ts'
import { hashPassword, verifyPassword } from '../passwords/argon2id.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionRead } from '../sessions/session-store.ts'
import { hashOf } from '../tokens/token.ts'
import { findKnownDevice, rememberDevice } from './known-device.ts'
import { normalEmail } from './normal-email.ts'

export interface SignInInput extends RequestOrigin {
  readonly email: string
  readonly password: string
}

interface Account {
  readonly userId: UserId
  readonly email: string
  readonly name: string
  readonly passwordHash: string
  readonly isDisabled: boolean
  readonly organizationId: OrganizationId
  readonly role: Role
}

/**
 * Checks a password and begins a session with a new token; the one that the browser brought ends. An unknown
 * account, a wrong password and a disabled account get the same UNAUTHENTICATED after the same work.
 */
export async function signIn(context: AuthContext, input: SignInInput): Promise<SessionRead> {
  const { db, hashing, dummyHash, sessions } = context
  const { cookieHeader, password, remoteAddress, userAgent } = input
  const email = normalEmail(input.email)
  await limitAttempts(context, email, input)
  const account = await withIdentity(db, null, (trx) => findAccount(trx, email))
  const { isRight, isWeak } = await hashing(() =>
    verifyPassword(password, account?.passwordHash ?? dummyHash),
  )
  if (account === undefined || !isRight || account.isDisabled) {
    if (account !== undefined) await recordRefusal(context, account, remoteAddress)
    throw new CartageError('UNAUTHENTICATED', 'This e-mail address and password do not belong together.', {
      reason: 'SIGN_IN',
    })
  }
  const { userId, name, organizationId, role } = account
  const raised = isWeak ? await hashing(() => hashPassword(password)) : undefined
  return withIdentity(db, organizationId, async (trx) => {
    if (raised !== undefined) {
      await trx
        .updateTable('identity.user')
        .set({ passwordHash: raised })
        .where('id', '=', userId)
        .where('passwordHash', '=', account.passwordHash)
        .execute()
    }
    await sessions.end(cookieHeader, trx)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'session.create',
      entity: 'session',
      entityId: null,
      remoteAddress,
    })
    const { session, cookies } = await sessions.begin(trx, {
      userId,
      email,
      name,
      organizationId,
      role,
      userAgent,
      remoteAddress,
    })
    return { session, cookies: [...cookies, ...(await rememberDevice(trx, context, userId, cookieHeader))] }
  })
}

/** Per address and per account; a browser the person is known by has a limit of its own, which others cannot use up. */
async function limitAttempts(
  context: AuthContext,
  email: string,
  { cookieHeader, remoteAddress }: RequestOrigin,
): Promise<void> {
  const device = await findKnownDevice(context.db, context, email, cookieHeader)
  if (device !== undefined) {
    await takeLimit(context.db, { key: `sign-in device ${device}`, burst: 5, everyS: 30 })
    return
  }
  await takeLimit(context.db, { key: `sign-in ip ${remoteAddress ?? 'unknown'}`, burst: 20, everyS: 5 })
  await takeLimit(context.db, { key: `sign-in account ${hashOf(email)}`, burst: 5, everyS: 30 })
}

/** Somebody in several organizations comes back to the one they used last. */
function findAccount(trx: IdentityTransaction, email: string): Promise<Account | undefined> {
  return trx
    .selectFrom('identity.user as user')
    .innerJoin('identity.membership as membership', 'membership.userId', 'user.id')
    .select([
      'user.id as userId',
      'user.email',
      'user.name',
      'user.passwordHash',
      'user.isDisabled',
      'membership.organizationId',
      'membership.role',
    ])
    .select((eb) =>
      eb
        .selectFrom('identity.session as session')
        .select((inner) => inner.fn.max('session.lastSeenAt').as('at'))
        .whereRef('session.userId', '=', 'membership.userId')
        .whereRef('session.organizationId', '=', 'membership.organizationId')
        .as('lastUsedAt'),
    )
    .where('user.email', '=', email)
    .orderBy('lastUsedAt', (order) => order.desc().nullsLast())
    .orderBy('membership.createdAt')
    .executeTakeFirst()
}

async function recordRefusal(
  { db }: AuthContext,
  { organizationId, userId }: Account,
  remoteAddress: string | undefined,
): Promise<void> {
  await withIdentity(db, organizationId, (trx) =>
    recordAudit(trx, {
      organizationId,
      userId,
      action: 'session.create',
      entity: 'session',
      entityId: null,
      result: 'refused',
      remoteAddress,
    }),
  )
}
