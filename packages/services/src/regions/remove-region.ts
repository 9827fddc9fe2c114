import { rm } from 'node:fs/promises'
import { precondition, type RegionNameInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { depotsByRegion, lockRegionRow } from './internal.ts'
import { removeUploads } from './remove-uploads.ts'

/** Deletes a region that none of the organization's depots drives on, and that is not being built. */
export async function removeRegion({
  ctx,
  input,
}: Call<RegionNameInput>): Promise<{ readonly name: string }> {
  authorize(ctx, 'region:write')
  const { name } = input
  const removed = await inTenant(ctx, async (trx) => {
    const region = await lockRegionRow(trx, name)
    if (region.state === 'building') {
      throw precondition(`The region ${name} is being built. Cancel the build first.`, 'REGION_BUILDING')
    }
    const depots = (await depotsByRegion(trx)).get(name) ?? []
    if (depots.length > 0) {
      throw precondition(
        depots.length === 1
          ? `The depot ${depots[0]} drives on ${name}. Give it another region first.`
          : `The depots ${depots.join(', ')} drive on ${name}. Give them another region first.`,
        'REGION_IN_USE',
      )
    }
    await trx.deleteFrom('region.region').where('name', '=', name).execute()
    await recordAudit(trx, ctx, {
      action: 'region.remove',
      entity: 'region',
      entityId: name,
      before: { title: region.title, state: region.state },
    })
    await announce(trx, ctx, { kind: 'region.changed', entityId: name })
    return region
  })
  ctx.regions.forget(name)
  await rm(ctx.regions.folderOf(name), { recursive: true, force: true })
  await removeUploads([removed.extract, removed.builtFrom])
  return { name }
}
