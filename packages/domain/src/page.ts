import { z } from 'zod'

/** Lists never answer more than this many rows. */
export const PAGE_LIMIT = 500

export const pageInput = z.strictObject({
  /** What the page before answered as `nextCursor`. */
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(PAGE_LIMIT).default(100),
  /** Paging clients name it; pages only go on. */
  direction: z.literal('forward').optional(),
})

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor?: string | undefined
  /** Rows that match, on all pages. */
  readonly total: number
}
