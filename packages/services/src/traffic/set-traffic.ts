import { invalid, notFound, type RegionTraffic, type TrafficInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { toRegionTraffic, trafficColumns } from './internal.ts'
import { readTraffic } from './read-traffic.ts'

/** Gives a region its traffic, in place of what it had. Repeating it is harmless. */
export async function setTraffic({ ctx, input }: Call<TrafficInput>): Promise<RegionTraffic> {
  authorize(ctx, 'region:write')
  const { region, text } = input
  const opened = await ctx.regions.open(region).catch(() => undefined)
  const parsed = await readTraffic(text, opened)
  if (parsed.kind === 'wrong') throw invalid(parsed.problems[0].message, 'text')
  const { traffic, timeZone } = parsed.conditions
  return inTenant(ctx, async (trx) => {
    const found = await trx
      .selectFrom('region.region')
      .select('name')
      .where('name', '=', region)
      .forUpdate()
      .executeTakeFirst()
    if (found === undefined) throw notFound('region')
    const before = await trx
      .selectFrom('region.traffic')
      .select(trafficColumns)
      .where('region', '=', region)
      .where('deletedAt', 'is', null)
      .executeTakeFirst()
    if (before?.text === text) return toRegionTraffic(before)
    const content = {
      id: ctx.newId(),
      text,
      patterns: traffic.length,
      timeZone,
      since: ctx.now(),
      createdBy: ctx.userId,
      deletedAt: null,
    }
    const row = await trx
      .insertInto('region.traffic')
      .values({ ...content, region })
      .onConflict((target) => target.column('region').doUpdateSet(content))
      .returning(trafficColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'traffic.set',
      entity: 'region',
      entityId: region,
      detail: { patterns: row.patterns, timeZone },
    })
    await announce(trx, ctx, { kind: 'traffic.changed', entityId: region })
    return toRegionTraffic(row)
  })
}
