import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { withInstallation } from '@cartage/db'
import { RoadsError } from '@cartage/roads'
import type { Services } from '../context.ts'
import { adoptBuiltRegions } from './adopt-built-regions.ts'
import { buildInto } from './run-region-build.ts'

export const DEMO_REGION = 'gothenburg'

export interface DemoOptions {
  /** Streets of Gothenburg as GeoJSON ways, from OpenStreetMap. */
  readonly geojsonPath: string
  readonly signal: AbortSignal
}

/**
 * Builds the demo region where its folder does not hold it yet, and enters what stands in the regions' folder. True
 * when it was built now; rejects when it could not be, and the region says why.
 */
export async function ensureDemoRegion(
  services: Pick<Services, 'db' | 'regions' | 'log'>,
  { geojsonPath, signal }: DemoOptions,
): Promise<boolean> {
  const { db, regions } = services
  const isBuilt = await stat(join(regions.folderOf(DEMO_REGION), 'region.json')).then(
    () => true,
    () => false,
  )
  if (isBuilt) {
    await adoptBuiltRegions(services)
    return false
  }
  const isMine = await withInstallation(db, async (trx) => {
    const begun = { state: 'building' as const, failure: null, progress: null, buildId: null }
    const row = await trx
      .insertInto('region.region')
      .values({
        ...begun,
        name: DEMO_REGION,
        profiles: [],
        source: 'demo',
        sizeBytes: null,
        builtAt: null,
      })
      // An administrator's own build of this name goes first.
      .onConflict((target) =>
        target.column('name').doUpdateSet(begun).where('region.region.source', '=', 'demo'),
      )
      .returning('name')
      .executeTakeFirst()
    return row !== undefined
  })
  if (!isMine) return false
  try {
    await buildInto(services, { name: DEMO_REGION, source: geojsonPath, buildId: null }, signal)
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
  } finally {
    await adoptBuiltRegions(services)
  }
}
