import type { UserId } from '@cartage/domain'

/** Why a passkey was not taken. The person is told the same for each; the audit log is told which. */
export type RefusalReason = 'unknown' | 'signature' | 'counter' | 'no_way_in'

/** A passkey that was shown and not taken; callers put it in the words of what they do. */
export class PasskeyRefused extends Error {
  override readonly name = 'PasskeyRefused'
  readonly why: RefusalReason
  /** Whose passkey it was, as far as is known. */
  readonly userId: UserId | null

  constructor(why: RefusalReason, userId: UserId | null, cause?: unknown) {
    super(`A passkey was refused: ${why}.`, { cause })
    this.why = why
    this.userId = userId
  }
}
