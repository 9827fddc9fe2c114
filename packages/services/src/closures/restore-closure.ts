import type { ClosureId, ClosureIdInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { setClosureDeleted } from './set-closure-deleted.ts'

/** Brings back a closure that was taken back. Repeating it is harmless. */
export async function restoreClosure({
  ctx,
  input,
}: Call<ClosureIdInput>): Promise<{ readonly id: ClosureId }> {
  return setClosureDeleted({ ctx, id: input.id, deletedAt: null, action: 'closure.restore' })
}
