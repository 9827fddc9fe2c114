import type { Outputs } from '../api/trpc.ts'
import type { TypedFactor } from './typed-factor.ts'

/** How somebody can confirm that it is them: by typing all that is asked for, or with a passkey alone. */
export interface WaysToConfirm {
  readonly hasPassword: boolean
  /** The second factors that can be typed, the usual one first; where there are any, one of them is needed. */
  readonly factors: readonly TypedFactor[]
  readonly hasPasskey: boolean
  /** Where they may sign in anew; not `isEnough` where that would not do. */
  readonly provider: Outputs['factors']['list']['provider']
}

/** What the person has. Almost everybody has a password, so it is what is asked for when the answer did not come. */
export function waysToConfirm(
  factors:
    | Pick<Outputs['factors']['list'], 'hasPassword' | 'totp' | 'recoveryCodesLeft' | 'passkeys' | 'provider'>
    | undefined,
  canUsePasskeys: boolean,
): WaysToConfirm {
  if (factors === undefined) return { hasPassword: true, factors: [], hasPasskey: false, provider: null }
  const { hasPassword, totp, recoveryCodesLeft, passkeys, provider } = factors
  const hasFactor = totp !== null || passkeys.length > 0
  return {
    hasPassword,
    factors: [
      ...(totp === null ? [] : (['code'] as const)),
      ...(hasFactor && recoveryCodesLeft > 0 ? (['recoveryCode'] as const) : []),
    ],
    hasPasskey: passkeys.length > 0 && canUsePasskeys,
    provider,
  }
}
