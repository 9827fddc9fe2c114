import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError, type OrganizationId, type UserId } from '@cartage/domain'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { visitorNetwork } from '../limits/visitor-network.ts'
import { hashPassword, verifyPassword } from '../passwords/argon2id.ts'
import { recordAudit } from '../record-audit.ts'
import { recordSignIn } from '../risk/record-sign-in.ts'
import { lookAtSignIn } from '../risk/sign-in-look.ts'
import { hashOf } from '../tokens/token.ts'
import { finishSignIn, refused, type SignInAnswer } from './finish-sign-in.ts'
import { findKnownDevice } from './known-device.ts'
import { normalEmail } from './normal-email.ts'

export interface SignInInput extends RequestOrigin {
  readonly email: string
  readonly password: string
}

interface Account {
  readonly userId: UserId
  readonly passwordHash: string | null
  readonly isDisabled: boolean
  /** Where a refusal is written down. */
  readonly organizationId: OrganizationId
}

/**
 * Checks a password and begins a session with a new token, or asks for the second factor. An unknown account, a wrong
 * password and a disabled account get the same UNAUTHENTICATED after the same work.
 */
export async function signIn(context: AuthContext, input: SignInInput): Promise<SignInAnswer> {
  const email = normalEmail(input.email)
  await limitAttempts(context, email, input)
  return checkPassword(context, email, input)
}

async function checkPassword(context: AuthContext, email: string, input: SignInInput): Promise<SignInAnswer> {
  const { db, hashing, dummyHash } = context
  const { password } = input
  const account = await withIdentity(db, null, (trx) => findAccount(trx, email))
  const { isRight, isWeak } = await hashing(() =>
    verifyPassword(password, account?.passwordHash ?? dummyHash),
  )
  if (account === undefined || account.passwordHash === null || !isRight || account.isDisabled) {
    if (account === undefined) throw refused(noAccount(email, input))
    await recordRefusal(context, account, input, 'wrong')
    throw refused()
  }
  const { userId, organizationId } = account
  const raised = isWeak ? await hashing(() => hashPassword(password)) : undefined
  const answer = await withIdentity(db, organizationId, async (trx) => {
    if (!(await holdPassword(trx, account))) return 'changed'
    if (raised !== undefined) {
      await trx.updateTable('identity.user').set({ passwordHash: raised }).where('id', '=', userId).execute()
    }
    return finishSignIn(trx, context, { userId, how: 'password', isStrong: false }, input)
  }).catch(async (error: unknown) => {
    // The password was right, and no organization lets them in, or not from here.
    if (error instanceof CartageError && ['SIGN_IN', 'PROVIDER_REQUIRED'].includes(error.reason ?? '')) {
      await recordRefusal(context, account, input, 'denied')
    }
    throw error
  })
  // What was checked is the password no longer.
  return answer === 'changed' ? checkPassword(context, email, input) : answer
}

/** Whether the password is still the one that was checked, which takes a while; from here on nobody changes it before the session begins. */
async function holdPassword(trx: IdentityTransaction, { userId, passwordHash }: Account): Promise<boolean> {
  const row = await trx
    .selectFrom('identity.user')
    .select('id')
    .where('id', '=', userId)
    .where('passwordHash', '=', passwordHash)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** For the log: no organization's audit log is about somebody unknown. Of the address only so much that tries for one are seen to be so. */
const noAccount = (email: string, { remoteAddress }: RequestOrigin): string =>
  `no account ${hashOf(email).slice(0, 16)}, asked for from ${remoteAddress ?? 'an unknown address'}`

/** Per address and per account; a browser the person is known by has a limit of its own, which others cannot use up. */
async function limitAttempts(
  context: AuthContext,
  email: string,
  { cookieHeader, remoteAddress }: RequestOrigin,
): Promise<void> {
  const device = await findKnownDevice(context.db, context, email, cookieHeader)
  if (device !== undefined) {
    await takeLimit(context.limits, { key: `sign-in device ${device}`, burst: 5, everyS: 30 })
    return
  }
  await takeLimit(
    context.limits,
    { key: `sign-in ip ${visitorNetwork(remoteAddress)}`, burst: 20, everyS: 5 },
    { key: `sign-in account ${hashOf(email)}`, burst: 5, everyS: 30 },
  )
}

function findAccount(trx: IdentityTransaction, email: string): Promise<Account | undefined> {
  return trx
    .selectFrom('identity.user as user')
    .innerJoin('identity.membership as membership', 'membership.userId', 'user.id')
    .select(['user.id as userId', 'user.passwordHash', 'user.isDisabled', 'membership.organizationId'])
    .where('user.email', '=', email)
    .orderBy('membership.lastUsedAt', (order) => order.desc().nullsLast())
    .orderBy('membership.createdAt')
    .executeTakeFirst()
}

async function recordRefusal(
  context: AuthContext,
  account: Account,
  origin: RequestOrigin,
  outcome: 'wrong' | 'denied',
): Promise<void> {
  const { organizationId, userId } = account
  await withIdentity(context.db, organizationId, async (trx) => {
    await recordSignIn(trx, {
      userId,
      organizationId,
      look: await lookAtSignIn(trx, context, account, origin),
      outcome,
    })
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'session.create',
      entity: 'session',
      entityId: null,
      result: 'refused',
      origin,
    })
  })
}
