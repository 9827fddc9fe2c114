import type { InstallationTransaction } from '@cartage/db'
import type { Closure } from '@cartage/domain'
import { closureColumns, toClosure } from './internal.ts'

/** The closures of a region that count at some moment from `from` to `until`; the two may be one moment. */
export async function closuresBetween(
  trx: Pick<InstallationTransaction, 'selectFrom'>,
  region: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<readonly Closure[]> {
  const rows = await trx
    .selectFrom('region.closure')
    .select(closureColumns)
    .where('region', '=', region)
    .where('deletedAt', 'is', null)
    .where((of) => of.or([of('fromAt', 'is', null), of('fromAt', '<=', until)]))
    .where((of) => of.or([of('untilAt', 'is', null), of('untilAt', '>', from)]))
    .orderBy('id')
    .execute()
  return rows.map(toClosure)
}
