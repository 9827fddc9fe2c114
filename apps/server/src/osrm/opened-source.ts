import type { Region } from '@cartage/roads'
import type { RoadsSource } from './profile-segment.ts'

/** Regions that were opened before and stay as they are, under names that an address can hold. */
export function openedSource(regions: readonly Region[]): RoadsSource {
  const byName = new Map(regions.map((region) => [addressName(region.info.name), region]))
  return {
    find: async (name) => byName.get(name),
    names: async () => [...byName.keys()],
  }
}

/** `Greater Porto` is asked for as `greater-porto`. */
export function addressName(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '')
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'region'
}
