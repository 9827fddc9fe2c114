import { orderStates } from '@cartage/domain'
import { z } from 'zod'

export const dayTabs = ['orders', 'fleet', 'plan', 'times'] as const
export type DayTab = (typeof dayTabs)[number]

/**
 * What the address of a day page holds besides depot and date: the open tab, what is selected and how the order
 * list is narrowed. A stop is named by its order. A word that is not understood is dropped, never an error page.
 */
export const daySearch = z.object({
  tab: z.enum(dayTabs).optional().catch(undefined),
  order: z.string().optional().catch(undefined),
  route: z.string().optional().catch(undefined),
  /** A version of the plan other than the latest. */
  plan: z.string().optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
  states: z.array(z.enum(orderStates)).optional().catch(undefined),
})
export type DaySearch = z.infer<typeof daySearch>
