import { recordRefusal, type StaffContext } from '@cartage/services'
import { TRPCError } from '@trpc/server'
import { knownError } from './known-error.ts'

/** Writes down once what ended as FORBIDDEN, whoever of the procedure's steps refused it. */
export async function recordIfRefused(
  staff: StaffContext | null,
  path: string,
  result: { readonly ok: boolean },
): Promise<void> {
  if (staff === null || result.ok || !('error' in result) || !(result.error instanceof TRPCError)) return
  const known = knownError(result.error.cause)
  if (known !== undefined) await recordRefusal(staff, path, known)
}
