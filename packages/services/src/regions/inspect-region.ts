import { openRegion, RoadsError, type RegionInfo } from '@cartage/roads'

/** What stands in a region's folder. */
export type RegionInspection =
  | { readonly kind: 'sound'; readonly info: RegionInfo }
  | { readonly kind: 'missing' }
  | { readonly kind: 'outdated' | 'damaged'; readonly message: string }

/** Reads every file of a region and holds it to its checksum. */
export async function inspectRegion(dir: string): Promise<RegionInspection> {
  try {
    using region = await openRegion(dir)
    // The roads of a profile are opened, and checked, with the first question about them.
    for (const profile of region.info.profiles) region.snap(0, 0, { profile })
    return { kind: 'sound', info: region.info }
  } catch (error) {
    if (!(error instanceof RoadsError)) throw error
    if (error.code === 'not_found') return { kind: 'missing' }
    return error.code === 'unsupported_region'
      ? { kind: 'outdated', message: 'An older version of Cartage built it.' }
      : { kind: 'damaged', message: 'Its files are damaged.' }
  }
}
