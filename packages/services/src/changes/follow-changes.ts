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

/** A session that ends ends its streams within about this time, whichever process ended it. */
const CHECK_MS = 1_500

/**
 * The organization's changes as they commit, or those of the depots that somebody is limited to, without a gap after
 * `lastEventId`, until the caller goes or the session ends.
 */
export async function* followChanges({ ctx, input, signal }: FollowChangesCall): AsyncGenerator<ChangeEvent> {
  authorize(ctx, 'order:read')
  const ended = new AbortController()
  const either = AbortSignal.any([ended.signal, ...(signal === undefined ? [] : [signal])])
  let isChecking = false
  let hasFailed = false
  const check = async (): Promise<void> => {
    if (isChecking) return
    isChecking = true
    try {
      if (!(await ctx.isSessionAlive())) ended.abort()
      hasFailed = false
    } catch (error) {
      // Once for each time that the database is away, not once for each try.
      if (!hasFailed) ctx.log.warn({ err: error }, 'a stream could not look after its session')
      hasFailed = true
    } finally {
      isChecking = false
    }
  }
  const timer = setInterval(() => void check(), CHECK_MS)
  try {
    const { organizationId, depotIds } = ctx
    yield* ctx.jobs.followChanges({ organizationId, depotIds }, input.lastEventId ?? undefined, either)
  } finally {
    clearInterval(timer)
    ended.abort()
  }
}
