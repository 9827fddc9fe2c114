import { invalid } from '@cartage/domain'

/** A cursor that says how many rows the pages before held. */
export const encodeOffset = (offset: number): string => offset.toString(36)

/** How many rows to skip; INVALID for a text that no page gave out. */
export function decodeOffset(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const offset = Number.parseInt(cursor, 36)
  if (!Number.isSafeInteger(offset) || offset < 0 || encodeOffset(offset) !== cursor) {
    throw invalid(
      `Unexpected cursor: ${cursor.slice(0, 40)}. Use the nextCursor of the page before.`,
      'cursor',
    )
  }
  return offset
}
