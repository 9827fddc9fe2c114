import type { TRPCError } from '@trpc/server'
import { knownError } from './known-error.ts'

/** The headers of an answer: when to come back, where a failure says so. */
export function responseMeta({ errors }: { readonly errors: readonly TRPCError[] }): {
  headers: Record<string, string>
} {
  const seconds = errors.map((error) => knownError(error.cause)?.retryAfterS ?? 0)
  const longest = Math.max(0, ...seconds)
  return { headers: longest === 0 ? {} : { 'retry-after': String(longest) } }
}
