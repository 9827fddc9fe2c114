import type { RoadNetwork } from '../graph/road-network.ts'
import { turnWeight } from '../metric/link-weights.ts'
import type { Metric } from '../metric/metric.ts'
import type { Coordinates } from '../query/edge-position.ts'
import { turnBetween } from '../query/local-search.ts'
import type { Snap } from '../region/types.ts'
import { millisecondsOf } from '../weight.ts'
import { bearingOfLine, wholeDegrees } from '../graph/bearings.ts'
import { collapseDrafts } from './collapse-drafts.ts'
import { StepDrafter } from './draft-steps.ts'
import type { DriveLine, Stretch } from './drive-line.ts'
import type { RoadLabels } from './road-labels.ts'
import type { Step } from './step.ts'

/** What a driver has to do along a drive, from departure to arrival. `side` is where the destination lies, seen along its edge. */
export function buildSteps(
  network: RoadNetwork,
  metric: Metric,
  labels: RoadLabels,
  line: DriveLine,
  side: Snap['side'],
): readonly Step[] {
  const { stretches, geometry } = line
  const drivingSide = metric.drivesOnLeft ? 'left' : 'right'
  const drafts = collapseDrafts(new StepDrafter(network, metric, labels, line).run(), stretches)
  const steps = drafts.map((draft, index): Step => {
    const end = drafts[index + 1]?.stretch ?? stretches.length
    const first = stretches[draft.stretch]?.start ?? 0
    const last = stretches[end]?.start ?? geometry.length - 1
    let [ms, dm] = [0, 0]
    for (let at = draft.stretch; at < end; at++) {
      ms += (stretches[at]?.ms ?? 0) + turnMs(network, metric, stretches, at)
      dm += stretches[at]?.dm ?? 0
    }
    const { type, modifier, exit, rotaryName, label } = draft
    const { name, ref, roadClass } = label
    return {
      durationS: ms / 1000,
      distanceM: dm / 10,
      geometry: lineBetween(geometry, first, last),
      name,
      ref,
      roadClass,
      drivingSide,
      maneuver: {
        type,
        ...(modifier && { modifier }),
        location: geometry[first] ?? [0, 0],
        bearingBeforeDeg: index === 0 ? 0 : wholeDegrees(draft.beforeDeg),
        bearingAfterDeg: wholeDegrees(draft.afterDeg),
        ...(exit !== undefined && { exit }),
        ...(rotaryName !== undefined && { rotaryName }),
      },
    }
  })
  const { name, ref, roadClass } = labels.of(stretches.at(-1)?.way ?? 0)
  const end = geometry.length - 1
  const arcStart = stretches.at(-1)?.start ?? 0
  return [
    ...steps,
    {
      durationS: 0,
      distanceM: 0,
      geometry: lineBetween(geometry, end, end),
      name,
      ref,
      roadClass,
      drivingSide,
      maneuver: {
        type: 'arrive',
        ...(side !== 'on' && { modifier: sideDriven(side, (stretches.at(-1)?.arc ?? 0) % 2 === 1) }),
        location: geometry[end] ?? [0, 0],
        bearingBeforeDeg: wholeDegrees(bearingOfLine(geometry, end, Math.min(arcStart, end - 1)) + 180),
        bearingAfterDeg: 0,
      },
    },
  ]
}

/** What the turn at the start of a stretch takes. */
function turnMs(network: RoadNetwork, metric: Metric, stretches: readonly Stretch[], index: number): number {
  const [before, after] = [stretches[index - 1], stretches[index]]
  if (!network.hasTurns || !before || after?.beginsArc !== true) return 0
  const turn = turnBetween(network, before.arc, after.arc)
  return turn < 0 ? 0 : millisecondsOf(turnWeight(metric.turnCost[turn] ?? 0))
}

/** A piece of a line with both its ends, also where they are one point. */
function lineBetween(line: readonly Coordinates[], first: number, last: number): readonly Coordinates[] {
  const piece = line.slice(first, last + 1)
  return piece.length === 1 ? [...piece, ...piece] : piece
}

function sideDriven(side: 'left' | 'right', isAgainst: boolean): 'left' | 'right' {
  if (!isAgainst) return side
  return side === 'left' ? 'right' : 'left'
}
