import { TRPCError } from '@trpc/server'
import { knownError } from './known-error.ts'
import { trpcCodeOf } from './status-of.ts'

/** Passes a good result on; gives a failed one the status that its cause deserves. */
export function rethrowMapped<Result extends { readonly ok: boolean }>(result: Result): Result {
  if (result.ok || !('error' in result) || !(result.error instanceof TRPCError)) return result
  const known = knownError(result.error.cause)
  if (known === undefined) throw result.error
  throw new TRPCError({ code: trpcCodeOf[known.code], message: known.message, cause: known })
}
