import type { ChangeEvent } from '@cartage/domain'
import { z } from 'zod'
import type { StaffContext } from '../context.ts'

export const followChangesInput = z.strictObject({
  /** Resumes after this event; without it only what happens from now on. */
  lastEventId: z.string().max(100).nullish(),
})
export type FollowChangesInput = z.infer<typeof followChangesInput>

/** The organization's changes as they commit, until the caller goes or the session ends. */
export async function* followChanges({
  ctx,
  input,
  signal,
}: {
  readonly ctx: StaffContext
  readonly input: FollowChangesInput
  readonly signal: AbortSignal | undefined
}): AsyncGenerator<ChangeEvent> {
  throw new Error('pending')
}
