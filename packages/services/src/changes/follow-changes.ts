import type { ChangeEvent } from '@cartage/domain'
import { z } from 'zod'
import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export const followChangesInput = z.strictObject({
  /** Resumes after this event; without it only what happens from now on. */
  lastEventId: z.string().max(100).nullish(),
})
export type FollowChangesInput = z.infer<typeof followChangesInput>

export interface FollowChangesCall {
  readonly ctx: StaffContext
  readonly input: FollowChangesInput
  /** Ends with the caller's connection. */
  readonly signal: AbortSignal | undefined
}

/** A session that ends ends its streams within this time. */
const CHECK_MS = 20_000

/**
 * The organization's changes as they commit, without a gap after `lastEventId`, until the caller goes or the session
 * ends.
 */
export async function* followChanges({ ctx, input, signal }: FollowChangesCall): AsyncGenerator<ChangeEvent> {
  authorize(ctx, 'order:read')
  const ended = new AbortController()
  const either = AbortSignal.any([ended.signal, ...(signal === undefined ? [] : [signal])])
  const timer = setInterval(() => {
    ctx.isSessionAlive().then(
      (isAlive) => {
        if (!isAlive) ended.abort()
      },
      (error: unknown) => ctx.log.warn({ err: error }, 'a stream could not look after its session'),
    )
  }, CHECK_MS)
  try {
    yield* ctx.jobs.followChanges(ctx.organizationId, input.lastEventId ?? undefined, either)
  } finally {
    clearInterval(timer)
    ended.abort()
  }
}
