import { enterOrganization, type IdentityTransaction } from '@cartage/db'
import { CartageError, type UserId } from '@cartage/domain'
import { isLetIn } from '../access/is-let-in.ts'
import { entryOf, type MemberRow, selectMembers } from '../access/member-access.ts'
import { opensMore } from '../access/opens-more.ts'
import {
  findRequiredProvider,
  ProviderRequired,
  type RequiredProvider,
  type Voucher,
} from '../access/required-provider.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { isConnecting } from '../oidc/is-connecting.ts'
import { recordAudit } from '../record-audit.ts'
import { isFactorAsked } from '../risk/is-factor-asked.ts'
import { judgeSignIn } from '../risk/judge-sign-in.ts'
import { recordSignIn } from '../risk/record-sign-in.ts'
import type { RiskReason } from '../risk/risk-reasons.ts'
import { lookAtSignIn, type SignInLook } from '../risk/sign-in-look.ts'
import type { Proof, SessionRead } from '../sessions/session-store.ts'
import { issueOneTimeToken } from '../tokens/one-time-token.ts'
import { rememberDevice } from './known-device.ts'

/** Ways to prove a second time who one is. */
export type FactorMethod = 'totp' | 'passkey' | 'recovery'

/** A session, or a ticket for the second proof that is asked for first. */
export type SignInAnswer =
  | ({
      readonly kind: 'session'
      /** What was unlike the person about it, where they have no second factor to be asked for; they and the administrators are told. */
      readonly unusual?: readonly RiskReason[] | undefined
    } & SessionRead)
  | SecondFactorAsked

export interface SecondFactorAsked {
  readonly kind: 'second_factor'
  /** Good once and for ten minutes. */
  readonly ticket: string
  readonly methods: readonly FactorMethod[]
  /** What was unlike the person; empty where it is asked for anyway. */
  readonly reasons: readonly RiskReason[]
}

/** How somebody has shown who they are until here. */
export interface FirstProof {
  readonly userId: UserId
  readonly how: 'password' | 'passkey' | 'oidc' | 'second_factor' | 'recovery_code' | 'invite'
  /** Whether that was a second factor, or as good as two. */
  readonly isStrong: boolean
  /** Whose word it was, where it was not proven to us. */
  readonly provider?: Voucher | undefined
  /** When it was, where that is known to be earlier than now. */
  readonly provenAt?: Date | undefined
}

const TICKET_MS = 10 * 60_000

/**
 * What follows on every proof of who somebody is: their session in the organization they used last, or, where they have a
 * second factor, have not shown it and something is not as ever, a ticket for it. The session that the browser brought ends.
 * Nobody is kept out for being unusual: without a second factor it is written down and told. UNAUTHENTICATED when no organization
 * lets them in, FORBIDDEN (`PROVIDER_REQUIRED`) when one would by way of its provider.
 */
export async function finishSignIn(
  trx: IdentityTransaction,
  context: AuthContext,
  proof: FirstProof,
  origin: RequestOrigin,
): Promise<SignInAnswer> {
  const { userId, how, isStrong, provider } = proof
  const member = await findWayIn(trx, context, { userId, provider }, origin)
  if (member === undefined) throw refused()
  const judged = await judgeSignIn(trx, context, member, origin)
  const { hasSecondFactor } = entryOf(member)
  if (!isStrong && hasSecondFactor && (await isFactorAsked(trx, member, judged))) {
    const reasons = judged.isUnusual || judged.look.device === 'new' ? judged.reasons : []
    const { token } = await issueOneTimeToken(
      trx,
      'second_factor',
      { userId, how, provider, reasons },
      new Date(context.now().getTime() + TICKET_MS),
    )
    return { kind: 'second_factor', ticket: token, methods: await factorsOf(trx, userId), reasons }
  }
  const begun = await beginFor(trx, context, member, proof, origin, judged)
  if (isStrong || hasSecondFactor || !judged.isUnusual) return { kind: 'session', ...begun }
  const { reasons } = judged
  await recordAudit(trx, {
    organizationId: member.organizationId,
    userId,
    action: 'session.unusual',
    entity: 'session',
    entityId: begun.session.sessionId,
    origin,
    detail: { reasons },
  })
  return { kind: 'session', ...begun, unusual: reasons }
}

interface Judged {
  readonly look: SignInLook
  readonly score: number
}

/** Begins the session of a member who has shown who they are; the one that the browser brought ends. */
export async function beginFor(
  trx: IdentityTransaction,
  context: AuthContext,
  member: MemberRow,
  { userId, how, isStrong, provider, provenAt }: FirstProof,
  origin: RequestOrigin,
  judged?: Judged,
): Promise<SessionRead> {
  const { sessions, now } = context
  const { organizationId } = member
  await enterOrganization(trx, organizationId)
  await sessions.end(origin.cookieHeader, trx)
  const look = judged?.look ?? (await lookAtSignIn(trx, context, member, origin))
  const device = await rememberDevice(trx, context, userId, origin.cookieHeader)
  const proof: Proof = {
    authenticatedAt: provider !== undefined && (await opensMore(trx, member)) ? NEVER : (provenAt ?? now()),
    secondFactorAt: isStrong ? now() : null,
    deviceId: device.id,
    providerId: provider?.providerId,
  }
  const { session, cookies } = await sessions.begin(trx, member, origin, proof)
  await recordSignIn(trx, {
    userId,
    organizationId,
    look,
    deviceId: device.id,
    outcome: isStrong ? 'stepped_up' : 'done',
    score: judged?.score ?? null,
  })
  await recordAudit(trx, {
    organizationId,
    userId,
    action: 'session.create',
    entity: 'session',
    entityId: session.sessionId,
    origin,
    detail: provider === undefined ? { how } : { how, provider: provider.providerId },
  })
  return { session, cookies: [...cookies, ...device.cookies] }
}

/** The same for every reason, so that nobody learns which accounts there are. */
export const refused = (detail?: string): CartageError =>
  new CartageError('UNAUTHENTICATED', 'This e-mail address and password do not belong together.', {
    reason: 'SIGN_IN',
    ...(detail === undefined ? {} : { detail }),
  })

/** A proof that is never fresh: an organization's provider has no word on an account that opens more than the organization. */
const NEVER = new Date(0)

/**
 * Somebody in several organizations comes back to the one they used last, of those that let them in from here; with the word of a
 * provider, to its own.
 */
async function findWayIn(
  trx: IdentityTransaction,
  context: AuthContext,
  { userId, provider }: Pick<FirstProof, 'userId' | 'provider'>,
  origin: RequestOrigin,
): Promise<MemberRow | undefined> {
  const rows = await selectMembers(trx)
    .where('membership.userId', '=', userId)
    .where('user.kind', '=', 'person')
    .orderBy('membership.lastUsedAt', (order) => order.desc().nullsLast())
    .orderBy('membership.createdAt')
    .execute()
  const open = rows.filter((row) => isLetIn(entryOf(row), origin.remoteAddress))
  if (provider !== undefined) {
    if (!(await isEnabled(trx, provider))) return undefined
    return open.find(({ organizationId }) => organizationId === provider.organizationId)
  }
  let required: RequiredProvider | undefined
  for (const row of open) {
    const found = await findRequiredProvider(trx, row)
    if (found === undefined || (await isConnecting(trx, context, row, origin))) return row
    required ??= found
  }
  if (required !== undefined) throw new ProviderRequired(required)
  return undefined
}

/** It may have been switched off since it gave its word. */
async function isEnabled(trx: IdentityTransaction, { providerId }: Voucher): Promise<boolean> {
  const row = await trx
    .selectFrom('identity.oidcProvider')
    .select('id')
    .where('id', '=', providerId)
    .where('isEnabled', '=', true)
    .executeTakeFirst()
  return row !== undefined
}

export async function factorsOf(trx: IdentityTransaction, userId: UserId): Promise<readonly FactorMethod[]> {
  const has = await trx
    .selectNoFrom((eb) => [
      eb
        .exists(
          eb
            .selectFrom('identity.totp')
            .select('userId')
            .where('userId', '=', userId)
            .where('confirmedAt', 'is not', null),
        )
        .as('totp'),
      eb.exists(eb.selectFrom('identity.passkey').select('id').where('userId', '=', userId)).as('passkey'),
      eb
        .exists(eb.selectFrom('identity.recoveryCode').select('hash').where('userId', '=', userId))
        .as('recovery'),
    ])
    .executeTakeFirstOrThrow()
  const all = ['totp', 'passkey', 'recovery'] as const
  return all.filter((method) => has[method] === true)
}
