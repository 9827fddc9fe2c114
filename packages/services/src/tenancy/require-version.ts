import { conflict } from '@cartage/domain'

/** Throws CONFLICT when the row has changed since the caller read it. */
export function requireVersion(current: number, read: number, entity: string): void {
  if (current === read) return
  throw conflict(`Somebody else changed this ${entity} meanwhile. Look at it again, then save.`, 'VERSION')
}
