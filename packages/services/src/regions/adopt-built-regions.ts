import { readdir } from 'node:fs/promises'
import { withInstallation } from '@cartage/db'
import { regionName } from '@cartage/domain'
import type { Services } from '../context.ts'
import { readyColumns } from './run-region-build.ts'

/**
 * Writes down the regions that stand in the folder and are not known yet, such as those that the command line built
 * there. A region of this release's format only; others are left to be built again.
 */
export async function adoptBuiltRegions({ db, regions }: Pick<Services, 'db' | 'regions'>): Promise<void> {
  const names = (await readdir(regions.folder).catch(() => [])).filter(
    (name) => regionName.safeParse(name).success,
  )
  const known = await withInstallation(db, (trx) =>
    trx.selectFrom('region.region').select(['name', 'state', 'builtAt']).execute(),
  )
  const byName = new Map(known.map((row) => [row.name, row]))
  for (const name of names) {
    const row = byName.get(name)
    if (row?.state === 'building') continue
    const region = await regions.open(name).catch(() => undefined)
    if (region === undefined || row?.builtAt?.toISOString() === region.info.builtAt) continue
    const columns = await readyColumns(region.info, regions.folderOf(name))
    await withInstallation(db, (trx) =>
      trx
        .insertInto('region.region')
        .values({ ...columns, name, source: 'folder', buildId: null })
        .onConflict((target) => target.column('name').doUpdateSet(columns))
        .execute(),
    )
  }
}
