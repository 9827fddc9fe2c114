import { CartageError } from '@cartage/domain'

/** Why a proof at a provider failed, and at which path of ours that is to be said: where it was asked for. */
export class NotProven extends CartageError {
  readonly next: string

  constructor(why: CartageError, next: string) {
    super(why.code, why.message, {
      cause: why,
      ...(why.reason === undefined ? {} : { reason: why.reason }),
      ...(why.detail === undefined ? {} : { detail: why.detail }),
    })
    this.next = next
  }
}
