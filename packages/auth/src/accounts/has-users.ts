import type { IdentityTransaction } from '@cartage/db'

/** Whether anybody can sign in yet. */
export async function hasUsers(trx: IdentityTransaction): Promise<boolean> {
  return (await trx.selectFrom('identity.user').select('id').limit(1).executeTakeFirst()) !== undefined
}
