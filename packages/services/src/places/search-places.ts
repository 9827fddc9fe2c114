import type { Match, Region } from '@cartage/roads'
import { ACCEPT_CONFIDENCE } from '@cartage/roads'
import { CartageError, freeText, point, regionName } from '@cartage/domain'
import { z } from 'zod'
import type { Call, StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export const searchPlacesInput = z.strictObject({
  region: regionName,
  text: freeText(200).trim(),
  near: point.optional(),
  limit: z.int().min(1).max(20).default(8),
  /** Somebody is still typing: services that do not allow it are not asked. */
  isTyping: z.boolean().default(true),
})
export type SearchPlacesInput = z.infer<typeof searchPlacesInput>

export interface FoundPlaces {
  readonly items: readonly Match[]
}

/**
 * Addresses of a region that fit the text, best first; nothing for an empty text. Where none is sure the geocoder is asked too, if there is
 * one; where it fails the region's own answers stand.
 */
export async function searchPlaces({ ctx, input }: Call<SearchPlacesInput>): Promise<FoundPlaces> {
  authorize(ctx, 'region:read')
  const region = await ctx.regions.open(input.region)
  if (input.text === '') return { items: [] }
  const { near, limit } = input
  const own = region.search(input.text, near === undefined ? { limit } : { limit, near })
  if ((own[0]?.confidence ?? 0) >= ACCEPT_CONFIDENCE) return { items: own }
  const others = await askGeocoder(ctx, region, input)
  return {
    items: [...own, ...others].toSorted((a, b) => b.confidence - a.confidence).slice(0, limit),
  }
}

async function askGeocoder(
  ctx: StaffContext,
  region: Region,
  { text, near, limit, isTyping }: SearchPlacesInput,
): Promise<readonly Match[]> {
  const { geocoder } = ctx
  if (geocoder === undefined || (isTyping && !geocoder.allowsTyping)) return []
  try {
    return await geocoder.search(text, { near, limit, within: region.info.bounds, signal: ctx.signal })
  } catch (error) {
    if (!(error instanceof CartageError)) throw error
    ctx.log.warn({ err: error }, 'the geocoder gave no answer')
    return []
  }
}
