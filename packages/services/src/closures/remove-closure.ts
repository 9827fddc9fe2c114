import type { ClosureId, ClosureIdInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { setClosureDeleted } from './set-closure-deleted.ts'

/** Takes a closure back; `restoreClosure` brings it again. Repeating it is harmless. */
export async function removeClosure({
  ctx,
  input,
}: Call<ClosureIdInput>): Promise<{ readonly id: ClosureId }> {
  return setClosureDeleted({ ctx, id: input.id, deletedAt: ctx.now(), action: 'closure.remove' })
}
