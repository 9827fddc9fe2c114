import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError } from '@cartage/domain'
import { entryOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import {
  checkFactor,
  type FactorProof,
  isFactorWrong,
  readProof,
  takeFactorTry,
  whyWrong,
} from '../factors/check-factor.ts'
import { takeLimit } from '../limits/limits.ts'
import { verifyPassword } from '../passwords/argon2id.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from './session-store.ts'

/** What somebody shows who is signed in: as much as a sign-in asks for. */
export interface ReauthenticationProof {
  readonly password?: string | undefined
  readonly factor?: FactorProof | undefined
}

export interface ReauthenticateInput {
  readonly session: SessionContext
  readonly proof: ReauthenticationProof
  readonly origin?: AuditOrigin | undefined
}

/**
 * Proves that it is still the same person, by what a sign-in takes (ASVS 5.0, 7.5.1): the password, and the second factor where there
 * is one; a passkey is both, and who has no password shows the factor alone. Who has neither does so at their provider
 * (`oidc.startProof`). The session goes on with a new token. Throws INVALID
 * naming what is wrong or missing: `password`, `code`, `recoveryCode` or `passkey`.
 */
export async function reauthenticate(
  context: AuthContext,
  { session, proof, origin }: ReauthenticateInput,
): Promise<{ readonly cookies: readonly string[] }> {
  const { db, limits, sessions, now } = context
  const { userId, organizationId, sessionId } = session
  await takeLimit(limits, { key: `reauthenticate ${userId}`, burst: 5, everyS: 30 })
  const record = {
    organizationId,
    userId,
    action: 'session.reauthenticate',
    entity: 'session',
    entityId: sessionId,
    origin,
  } as const
  const how = howOf(proof)
  try {
    const use = await readProofs(context, session, proof)
    return await withIdentity(db, organizationId, async (trx) => {
      await use(trx)
      const at = now()
      const cookies = await sessions.renew(trx, sessionId, {
        authenticatedAt: at,
        ...(proof.factor === undefined ? {} : { secondFactorAt: at }),
      })
      await recordAudit(trx, { ...record, detail: { how } })
      return { cookies }
    })
  } catch (error) {
    if (isFactorWrong(error) || isPasswordWrong(error)) {
      await withIdentity(db, organizationId, (trx) =>
        recordAudit(trx, { ...record, result: 'refused', detail: { how, ...whyWrong(error) } }),
      )
    }
    throw error
  }
}

/** Checks what takes long before the transaction; answers what is left to do in it. */
async function readProofs(
  context: AuthContext,
  session: SessionContext,
  { password, factor }: ReauthenticationProof,
): Promise<(trx: IdentityTransaction) => Promise<void>> {
  const { userId } = session
  const held = await readHeld(context, session)
  requireEnough(held, { password, factor })
  if (factor !== undefined) await takeFactorTry(context, userId)
  if (password !== undefined) await checkPassword(context, held, password)
  if (factor === undefined) return async () => undefined
  const read = await readProof(context, userId, factor, 'reauthenticate')
  return (trx) => checkFactor(trx, context, userId, read)
}

/** What the person could show. */
interface Held {
  readonly passwordHash: string | null
  readonly hasSecondFactor: boolean
}

const readHeld = ({ db }: AuthContext, { organizationId, userId }: SessionContext): Promise<Held> =>
  withIdentity(db, null, async (trx) => {
    const { hasSecondFactor } = entryOf(await requireMember(trx, organizationId, userId))
    const { passwordHash } = await trx
      .selectFrom('identity.user')
      .select('passwordHash')
      .where('id', '=', userId)
      .executeTakeFirstOrThrow()
    return { passwordHash, hasSecondFactor }
  })

function requireEnough(
  { passwordHash, hasSecondFactor }: Held,
  { password, factor }: ReauthenticationProof,
): void {
  // The device has verified its owner, which is why a sign-in takes it alone too.
  if (factor !== undefined && 'passkey' in factor) return
  if (hasSecondFactor && factor === undefined) {
    throw new CartageError(
      'INVALID',
      'You have a second factor: show it as well, with a code of the app, a recovery code or a passkey.',
      { reason: 'FACTOR_MISSING', field: 'code' },
    )
  }
  if (password === undefined && (passwordHash !== null || factor === undefined)) {
    throw new CartageError('INVALID', 'Enter your password as well.', {
      reason: 'PASSWORD_MISSING',
      field: 'password',
    })
  }
}

async function checkPassword(
  { hashing, dummyHash }: AuthContext,
  { passwordHash }: Held,
  password: string,
): Promise<void> {
  const { isRight } = await hashing(() => verifyPassword(password, passwordHash ?? dummyHash))
  if (isRight && passwordHash !== null) return
  throw new CartageError('INVALID', 'This is not your password.', {
    reason: 'PASSWORD_WRONG',
    field: 'password',
  })
}

function howOf({ factor }: ReauthenticationProof): 'password' | 'code' | 'passkey' | 'recovery_code' {
  if (factor === undefined) return 'password'
  if ('passkey' in factor) return 'passkey'
  return 'code' in factor ? 'code' : 'recovery_code'
}

const isPasswordWrong = (error: unknown): boolean =>
  error instanceof CartageError && error.reason === 'PASSWORD_WRONG'
