import type { TenantTransaction } from '@cartage/db'
import type { ImportId } from '@cartage/domain'
import { sql } from 'kysely'
import type { StaffContext } from '../context.ts'
import { inTenant } from '../tenancy/in-tenant.ts'

/** How often the process that reads a file says that it still does. */
const SIGN_MS = 3_000

/** True of an import whose file was being read by a process that has not said so for a while: it has died. */
export const isBrokenUpload = sql<boolean>`
  state = 'reading' and progress ->> 'phase' = 'reading' and updated_at < now() - interval '12 seconds'`

/** Says, until disposed, that this process still reads the file of an import. */
export function keepUploadAlive(ctx: StaffContext, id: ImportId): Disposable {
  const sign = (): Promise<unknown> =>
    inTenant(ctx, (trx) =>
      trx
        .updateTable('import')
        .set((of) => ({ fileName: of.ref('fileName') }))
        .where('id', '=', id)
        .where('state', '=', 'reading')
        .execute(),
    ).catch((error: unknown) => ctx.log.warn({ err: error, importId: id }, 'an upload gave no sign of life'))
  const timer = setInterval(() => void sign(), SIGN_MS)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/** Forgets what died half-read, so that nothing of it stays and its id can be used again. */
export async function removeBrokenUploads(trx: TenantTransaction): Promise<void> {
  await trx.deleteFrom('import').where(isBrokenUpload).execute()
}
