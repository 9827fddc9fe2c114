import type { TrafficCheck, TrafficInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { readTraffic } from './read-traffic.ts'

/** More would only say the same again. */
const MOST_PROBLEMS = 20

/** Says what a traffic file comes to on a region, or what is wrong with it. Nothing is kept. */
export async function checkTraffic({ ctx, input }: Call<TrafficInput>): Promise<TrafficCheck> {
  authorize(ctx, 'region:write')
  const region = await ctx.regions.open(input.region).catch(() => undefined)
  const parsed = await readTraffic(input.text, region)
  if (parsed.kind === 'wrong') return { kind: 'wrong', problems: parsed.problems.slice(0, MOST_PROBLEMS) }
  const { traffic, timeZone } = parsed.conditions
  return { kind: 'sound', patterns: traffic.length, timeZone }
}
