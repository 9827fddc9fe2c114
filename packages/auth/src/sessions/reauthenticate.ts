import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError, type UserId } from '@cartage/domain'
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

/** What somebody shows who is signed in: the password, a code of their app, or a passkey. */
export type ReauthenticationProof =
  | { readonly password: string }
  | Exclude<FactorProof, { readonly recoveryCode: string }>

export interface ReauthenticateInput {
  readonly session: SessionContext
  readonly proof: ReauthenticationProof
  readonly origin?: AuditOrigin | undefined
}

const FRESH_MS = 10 * 60_000

/** Throws FORBIDDEN (`REAUTH_REQUIRED`) unless the person proved who they are within the last ten minutes. */
export function requireFresh({ authenticatedAt }: Pick<SessionContext, 'authenticatedAt'>, now: Date): void {
  if (now.getTime() - authenticatedAt.getTime() <= FRESH_MS) return
  throw new CartageError('FORBIDDEN', 'Confirm that it is you.', { reason: 'REAUTH_REQUIRED' })
}

/** Proves that it is still the same person. Throws INVALID naming `password`, `code` or `passkey`. */
export async function reauthenticate(
  context: AuthContext,
  { session, proof, origin }: ReauthenticateInput,
): Promise<void> {
  const { db, limits, now } = context
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
  const how = 'password' in proof ? 'password' : 'code' in proof ? 'code' : 'passkey'
  try {
    const use = await readAny(context, userId, proof)
    await withIdentity(db, organizationId, async (trx) => {
      await use(trx)
      await trx
        .updateTable('identity.session')
        .set({ authenticatedAt: now() })
        .where('publicId', '=', sessionId)
        .execute()
      await recordAudit(trx, { ...record, detail: { how } })
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
async function readAny(
  context: AuthContext,
  userId: UserId,
  proof: ReauthenticationProof,
): Promise<(trx: IdentityTransaction) => Promise<void>> {
  if ('password' in proof) {
    await checkPassword(context, userId, proof.password)
    return async () => undefined
  }
  await takeFactorTry(context, userId)
  const read = await readProof(context, userId, proof, 'reauthenticate')
  return (trx) => checkFactor(trx, context, userId, read)
}

async function checkPassword(
  { db, hashing, dummyHash }: AuthContext,
  userId: UserId,
  password: string,
): Promise<void> {
  const user = await withIdentity(db, null, (trx) =>
    trx.selectFrom('identity.user').select('passwordHash').where('id', '=', userId).executeTakeFirst(),
  )
  const { isRight } = await hashing(() => verifyPassword(password, user?.passwordHash ?? dummyHash))
  if (isRight && typeof user?.passwordHash === 'string') return
  throw new CartageError('INVALID', 'This is not your password.', {
    reason: 'PASSWORD_WRONG',
    field: 'password',
  })
}

const isPasswordWrong = (error: unknown): boolean =>
  error instanceof CartageError && error.reason === 'PASSWORD_WRONG'
