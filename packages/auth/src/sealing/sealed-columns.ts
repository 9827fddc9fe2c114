/** Every column that holds a sealed text; a new key seals all of them anew. */
export const sealedColumns = [
  { table: 'identity.totp', idColumn: 'userId', column: 'secret' },
  { table: 'identity.oidcProvider', idColumn: 'id', column: 'clientSecret' },
] as const

export type SealedTable = (typeof sealedColumns)[number]['table']

/** The record that a sealed text is bound to. */
export const recordOf = (table: SealedTable, id: string): string => `${table} ${id}`
