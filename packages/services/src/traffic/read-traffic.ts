import { MAX_TRAFFIC_PATTERNS } from '@cartage/domain'
import { parseConditions, type ParsedConditions, type Region } from '@cartage/roads'
import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Reads a traffic file: the conditions that the command line takes, without what has a place of its own here. Where the region is
 * known, each pattern means some road of it.
 */
export async function readTraffic(text: string, region: Region | undefined): Promise<ParsedConditions> {
  const parsed = parseConditions(text)
  if (parsed.kind === 'wrong') return parsed
  const { changes, traffic } = parsed.conditions
  if (changes.length > 0) {
    return wrong(
      'changes',
      'Closures and other speeds for a time are set under Closures, where everybody sees them: leave "changes" out here.',
    )
  }
  if (traffic.length === 0) {
    return wrong(
      'traffic',
      'There is no traffic in it: "traffic" needs at least one pattern of 168 "factors".',
    )
  }
  if (traffic.length > MAX_TRAFFIC_PATTERNS) {
    return wrong(
      'traffic',
      `A region has at most ${MAX_TRAFFIC_PATTERNS} patterns; this has ${traffic.length}.`,
    )
  }
  if (region === undefined) return parsed
  for (const [index, { area, roads, classes }] of traffic.entries()) {
    // Each looks at every road once.
    await nextTurn()
    const place = { ...(area && { area }), ...(roads && { roads }), ...(classes && { classes }) }
    if (!region.isAnyRoad({ id: '', speedFactor: 1, ...place })) {
      return wrong(
        `traffic.${index}`,
        `The pattern "traffic.${index}" means no road of ${region.info.name}: look at its ${Object.keys(place).join(' and ')}.`,
      )
    }
  }
  return parsed
}

const wrong = (field: string, message: string): ParsedConditions => ({
  kind: 'wrong',
  problems: [{ field, message }],
})
