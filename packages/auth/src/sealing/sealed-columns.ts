import { sql } from 'kysely'

/** Every column that holds a sealed text; a new key seals all of them anew. */
export const sealedColumns = [
  {
    table: 'identity.totp',
    from: sql.table('identity.totp'),
    id: sql.ref('userId'),
    value: sql.ref('secret'),
  },
  {
    table: 'identity.oidcProvider',
    from: sql.table('identity.oidcProvider'),
    id: sql.ref('id'),
    value: sql.ref('clientSecret'),
  },
] as const

export type SealedTable = (typeof sealedColumns)[number]['table']

/** The record that a sealed text is bound to. */
export const recordOf = (table: SealedTable, id: string): string => `${table} ${id}`
