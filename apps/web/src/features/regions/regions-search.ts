import { z } from 'zod'

export const regionTabs = ['about', 'route', 'closures'] as const
export type RegionTab = (typeof regionTabs)[number]

const word = z.string().max(100).optional().catch(undefined)

/**
 * What the address of the regions page holds: the chosen region, the open tab, the ends of the tested route as
 * `lat,lon`, when it is set out on, and the chosen closure. A word that is not understood is dropped, never an error page.
 */
export const regionsSearch = z.object({
  region: word,
  tab: z.enum(regionTabs).optional().catch(undefined),
  from: word,
  to: word,
  profile: word,
  departure: word,
  closure: word,
})
export type RegionsSearch = z.infer<typeof regionsSearch>
