import type { AuthContext } from '../auth-context.ts'
import type { SessionContext, SessionRead } from '../sessions/session-store.ts'
import { type ConfirmedTotp, confirmTotp, type ConfirmTotpInput } from './confirm-totp.ts'
import { enrolTotp, type EnrolTotpInput, type TotpEnrolment } from './enrol-totp.ts'
import { type Factors, listFactors } from './list-factors.ts'
import { proveFactor, type ProveFactorInput } from './prove-factor.ts'
import { proveInSession, type ProveInSessionInput } from './prove-in-session.ts'
import { removeTotp, type RemoveTotpInput } from './remove-totp.ts'
import { renewRecoveryCodes, type RenewRecoveryCodesInput } from './renew-recovery-codes.ts'

/** The second factor of a person. */
export interface FactorVerbs {
  list(session: SessionContext): Promise<Factors>
  enrolTotp(input: EnrolTotpInput): Promise<TotpEnrolment>
  confirmTotp(input: ConfirmTotpInput): Promise<ConfirmedTotp>
  removeTotp(input: RemoveTotpInput): Promise<void>
  renewRecoveryCodes(input: RenewRecoveryCodesInput): Promise<readonly string[]>
  /** Finishes a sign-in. */
  prove(input: ProveFactorInput): Promise<SessionRead>
  /** Shows it later, in a session that lacks it. */
  proveInSession(input: ProveInSessionInput): Promise<SessionRead>
}

export const factorVerbs = (context: AuthContext): FactorVerbs => ({
  list: (session) => listFactors(context, session),
  enrolTotp: (input) => enrolTotp(context, input),
  confirmTotp: (input) => confirmTotp(context, input),
  removeTotp: (input) => removeTotp(context, input),
  renewRecoveryCodes: (input) => renewRecoveryCodes(context, input),
  prove: (input) => proveFactor(context, input),
  proveInSession: (input) => proveInSession(context, input),
})
