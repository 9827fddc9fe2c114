import type { Match } from '@cartage/roads'
import { point, regionName } from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export const searchPlacesInput = z.strictObject({
  region: regionName,
  text: z.string().trim().max(200),
  near: point.optional(),
  limit: z.int().min(1).max(20).default(8),
})
export type SearchPlacesInput = z.infer<typeof searchPlacesInput>

export interface FoundPlaces {
  readonly items: readonly Match[]
}

/** Addresses of a region that fit the text, best first; nothing for an empty text. */
export async function searchPlaces({ ctx, input }: Call<SearchPlacesInput>): Promise<FoundPlaces> {
  authorize(ctx, 'region:read')
  const region = await ctx.regions.open(input.region)
  if (input.text === '') return { items: [] }
  const { near, limit } = input
  return { items: region.search(input.text, near === undefined ? { limit } : { limit, near }) }
}
