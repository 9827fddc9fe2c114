import type { IdentityTransaction } from '@cartage/db'
import type { MemberRow } from '../access/member-access.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { type RiskReason, riskReasons } from './risk-reasons.ts'
import { riskThreshold } from './risk-threshold.ts'
import { historySince, readEvidence } from './sign-in-history.ts'
import { lookAtSignIn, type SignInLook } from './sign-in-look.ts'
import { signInRisk } from './sign-in-risk.ts'

export interface JudgedSignIn {
  readonly look: SignInLook
  /** See {@link signInRisk}. */
  readonly score: number
  /** Whether it is likely somebody else's; never while the person is hardly known. */
  readonly isUnusual: boolean
  /** Whether enough sign-ins of the person are known to judge by. */
  readonly isKnown: boolean
  readonly reasons: readonly RiskReason[]
}

/** Before so many sign-ins nothing is unusual, and nothing usual. */
const KNOWN_FROM = 5
/** The newest scores that the threshold is set by. */
const MOST_SCORES = 5_000

/** Judges how a sign-in with the right password looks beside the person's earlier ones. */
export async function judgeSignIn(
  trx: IdentityTransaction,
  context: AuthContext,
  member: MemberRow,
  origin: RequestOrigin,
): Promise<JudgedSignIn> {
  const look = await lookAtSignIn(trx, context, member, origin)
  const evidence = await readEvidence(trx, member, look)
  const risk = signInRisk(evidence)
  const isKnown = evidence.own.signIns >= KNOWN_FROM
  return {
    look,
    score: risk.score,
    isUnusual: isKnown && risk.score > riskThreshold(await readScores(trx, look.at)),
    isKnown,
    reasons: riskReasons(risk, look.isPhone),
  }
}

async function readScores(trx: IdentityTransaction, now: Date): Promise<readonly number[]> {
  const rows = await trx
    .selectFrom('identity.signIn')
    .select('score')
    .where('outcome', 'in', ['done', 'stepped_up'])
    .where('score', 'is not', null)
    .where('at', '>', historySince(now))
    .orderBy('at', 'desc')
    .limit(MOST_SCORES)
    .execute()
  return rows.flatMap(({ score }) => (score === null ? [] : [score]))
}
