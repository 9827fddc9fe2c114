import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { json, withInstallation } from '@cartage/db'
import { usualProfiles, type RegionExtract } from '@cartage/domain'
import { RoadsError } from '@cartage/roads'
import { sql } from 'kysely'
import type { Services } from '../context.ts'
import { inspectRegion } from './inspect-region.ts'
import { buildInto } from './run-region-build.ts'

export const DEMO_REGION = 'gothenburg'

export interface DemoOptions {
  /** Streets of Gothenburg as GeoJSON ways, from OpenStreetMap. */
  readonly geojsonPath: string
  readonly signal: AbortSignal
}

/**
 * Builds the demo region where its folder does not hold one that this release can read. True when it was built now;
 * rejects when it could not be, and the region says why.
 */
export async function ensureDemoRegion(
  services: Pick<Services, 'db' | 'regions' | 'log'>,
  { geojsonPath, signal }: DemoOptions,
): Promise<boolean> {
  const { db, regions } = services
  const found = await inspectRegion(regions.folderOf(DEMO_REGION))
  if (found.kind === 'sound') return false
  const { size } = await stat(geojsonPath)
  const extract: RegionExtract = {
    kind: 'demo',
    path: geojsonPath,
    fileName: basename(geojsonPath),
    bytes: size,
  }
  const mine = await withInstallation(db, async (trx) => {
    const begun = {
      state: 'building' as const,
      extract: json(extract),
      failure: null,
      progress: null,
      buildId: null,
    }
    return (
      trx
        .insertInto('region.region')
        .values({
          ...begun,
          name: DEMO_REGION,
          title: 'Gothenburg',
          profiles: [...usualProfiles],
          sizeBytes: null,
          builtAt: null,
        })
        // An administrator's own build of this name goes first.
        .onConflict((target) =>
          target
            .column('name')
            .doUpdateSet(begun)
            .where(sql<string>`region.region.extract ->> 'kind'`, '=', 'demo'),
        )
        .returning('customProfiles')
        .executeTakeFirst()
    )
  })
  if (mine === undefined) return false
  try {
    const request = {
      organizationId: null,
      name: DEMO_REGION,
      extract,
      profiles: usualProfiles,
      customProfiles: mine.customProfiles,
      buildId: null,
    }
    await buildInto(services, request, signal)
    return true
  } catch (error) {
    const failure = error instanceof RoadsError ? error.message : 'The demo region could not be built.'
    await withInstallation(db, (trx) =>
      trx
        .updateTable('region.region')
        .set({ state: 'failed', failure, progress: null })
        .where('name', '=', DEMO_REGION)
        .execute(),
    )
    throw error
  }
}
