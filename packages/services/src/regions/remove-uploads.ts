import { rm } from 'node:fs/promises'
import type { RegionExtract } from '@cartage/domain'

type Extracts = readonly (RegionExtract | null | undefined)[]

/** Removes the uploaded files among `unused`, except those that are still `needed`. Files that people put there stay. */
export async function removeUploads(unused: Extracts, needed: Extracts = []): Promise<void> {
  const kept = new Set(needed.map((extract) => extract?.path))
  for (const extract of unused) {
    if (extract?.kind === 'upload' && !kept.has(extract.path)) await rm(extract.path, { force: true })
  }
}
