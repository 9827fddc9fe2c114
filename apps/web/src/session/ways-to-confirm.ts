import type { Outputs } from '../api/trpc.ts'

/** What is typed beside the password, or in place of it. */
export type TypedFactor = 'code' | 'recoveryCode'

/** How somebody can confirm that it is them: by typing all that is asked for, or with a passkey alone. */
export interface WaysToConfirm {
  readonly hasPassword: boolean
  /** The second factors that can be typed, the usual one first; where there are any, one of them is needed. */
  readonly factors: readonly TypedFactor[]
  readonly hasPasskey: boolean
}

/** What the person has. Almost everybody has a password, so it is what is asked for when the answer did not come. */
export function waysToConfirm(
  factors:
    | Pick<Outputs['factors']['list'], 'hasPassword' | 'totp' | 'recoveryCodesLeft' | 'passkeys'>
    | undefined,
  canUsePasskeys: boolean,
): WaysToConfirm {
  if (factors === undefined) return { hasPassword: true, factors: [], hasPasskey: false }
  const { hasPassword, totp, recoveryCodesLeft, passkeys } = factors
  const hasFactor = totp !== null || passkeys.length > 0
  return {
    hasPassword,
    factors: [
      ...(totp === null ? [] : (['code'] as const)),
      ...(hasFactor && recoveryCodesLeft > 0 ? (['recoveryCode'] as const) : []),
    ],
    hasPasskey: passkeys.length > 0 && canUsePasskeys,
  }
}
