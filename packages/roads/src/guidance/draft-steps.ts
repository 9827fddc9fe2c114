import type { RoadNetwork } from '../graph/road-network.ts'
import type { Metric } from '../metric/metric.ts'
import { isTurning, oneTurnWithinDm, slipWithinDm } from './collapse-drafts.ts'
import { bearingOfArc, bearingOfLine, turnedDeg } from '../graph/bearings.ts'
import type { DriveLine, Stretch } from './drive-line.ts'
import { judgeTurn, modifierOf, slightDeg } from './judge-turn.ts'
import type { Verdict } from './judge-turn.ts'
import { isDriven, readJunction } from './read-junction.ts'
import type { RoadLabel, RoadLabels } from './road-labels.ts'
import { isFerry, isLink, isRoundabout, isSlipRoad, isTrunkRoad, minorRank } from './road-rank.ts'
import { isSameName, isSameRoad, isUntitled } from './same-road.ts'
import type { Maneuver } from './step.ts'

/** A step before it is known how far it goes. */
export interface Draft extends Pick<Maneuver, 'type' | 'modifier' | 'exit' | 'rotaryName'> {
  /** Index of the stretch with which it begins. */
  readonly stretch: number
  readonly label: RoadLabel
  readonly beforeDeg: number
  readonly afterDeg: number
}

const acrossM = 50
// So far a road may go on without a name before it counts as another.
const unnamedWithinDm = 2000
// Who turns into a road that is soon called otherwise, is told that name.
const renamedWithinDm = 500
const renamedTrunkWithinDm = 1500

/** Everything on a drive that a driver might be told, from departure on, in order. Too much: `collapseDrafts` thins it out. */
export class StepDrafter {
  readonly #network: RoadNetwork
  readonly #metric: Metric
  readonly #labels: RoadLabels
  readonly #line: DriveLine
  readonly #drafts: Draft[] = []
  /** How the road driven was last called. */
  #road: RoadLabel
  /** How long ago the present step began, and how long ago its road lost its name. */
  #sinceStartDm = 0
  #unnamedDm = 0

  constructor(network: RoadNetwork, metric: Metric, labels: RoadLabels, line: DriveLine) {
    this.#network = network
    this.#metric = metric
    this.#labels = labels
    this.#line = line
    this.#road = this.#labelAt(0)
  }

  run(): Draft[] {
    const { stretches } = this.#line
    this.#add(0, { type: 'depart', modifier: undefined })
    for (let index = 0; index < stretches.length; index++) {
      const label = this.#labelAt(index)
      const before = index === 0 ? undefined : this.#labelAt(index - 1)
      if (before) {
        if (isRoundabout(label) && !isRoundabout(before)) this.#enterRoundabout(index)
        else if (isRoundabout(before) && !isRoundabout(label)) this.#leaveRoundabout(index)
        else if (!isRoundabout(label)) this.#goOn(index, before, label)
      }
      const dm = stretches[index]?.dm ?? 0
      this.#sinceStartDm += dm
      this.#unnamedDm = isUntitled(label) ? this.#unnamedDm + dm : 0
    }
    return this.#drafts
  }

  #goOn(index: number, before: RoadLabel, label: RoadLabel): void {
    const from = isUntitled(before) && this.#unnamedDm < unnamedWithinDm ? this.#road : before
    const verdict = this.#verdictAt(index, from)
    if (verdict) return this.#add(index, verdict)
    if (isFerry(before) !== isFerry(label))
      return this.#add(index, { type: 'continue', modifier: 'straight' })
    const turned = this.#turnedAt(index)
    if (this.#endsTurn(before, label, turned))
      return this.#add(index, { type: 'turn', modifier: modifierOf(turned) })
    if (isUntitled(label) || isSameRoad(this.#road, label)) return
    const last = this.#drafts.at(-1)
    const soonDm =
      last && isUntitled(last.label)
        ? unnamedWithinDm
        : isTrunkRoad(label)
          ? renamedTrunkWithinDm
          : renamedWithinDm
    if (last && last.type !== 'depart' && this.#sinceStartDm < soonDm) return this.#nameLast(label)
    this.#add(index, { type: 'new name', modifier: modifierOf(turned) })
  }

  /** Whether without a choice one comes to the road into which the last turn led: by a slip road, or through a gap in the middle. */
  #endsTurn(before: RoadLabel, label: RoadLabel, turned: number): boolean {
    const last = this.#drafts.at(-1)
    if (!last || !isTurning(last)) return false
    if (isSlipRoad(before) && !isLink(label)) return this.#sinceStartDm < slipWithinDm
    const isNews = !isUntitled(label) && !isSameRoad(this.#road, label)
    return isNews && Math.abs(turned) > slightDeg && this.#sinceStartDm < oneTurnWithinDm
  }

  #verdictAt(index: number, before: RoadLabel): Verdict | undefined {
    const { stretches } = this.#line
    const [from, to] = [stretches[index - 1], stretches[index]]
    if (!from || !to?.beginsArc) return undefined
    if (to.arc === (from.arc ^ 1)) return { type: 'continue', modifier: 'uturn' }
    const branches = readJunction(this.#network, this.#metric, this.#labels, from.arc)
    const taken = branches.find(({ arc }) => arc === to.arc)
    return taken && judgeTurn(before, taken, branches)
  }

  #enterRoundabout(index: number): void {
    const { stretches } = this.#line
    const ring = this.#labelAt(index)
    let end = index
    let exit = 0
    while (end < stretches.length && isRoundabout(this.#labelAt(end))) {
      end++
      if (end < stretches.length && this.#hasExitBefore(end)) exit++
    }
    const leaves = end < stretches.length
    const label = leaves ? this.#labelAt(end) : ring
    const isNamed =
      ring.name !== '' &&
      ![label, this.#labelAt(index - 1)].some(({ plainName }) => isSameName(plainName, ring.plainName))
    const turned = this.#turnedAcross(index, leaves ? end : index)
    this.#add(index, {
      type: isNamed ? 'rotary' : 'roundabout',
      modifier: modifierOf(turned),
      label,
      ...(leaves && { exit }),
      ...(isNamed && { rotaryName: ring.name }),
    })
  }

  #leaveRoundabout(index: number): void {
    const type = this.#drafts.at(-1)?.type === 'rotary' ? 'exit rotary' : 'exit roundabout'
    this.#add(index, { type, modifier: modifierOf(this.#turnedAt(index)) })
  }

  /** Whether at the start of a stretch, met in a roundabout, one could leave it; driveways do not count, but when they are taken. */
  #hasExitBefore(index: number): boolean {
    const { stretches } = this.#line
    const [from, to] = [stretches[index - 1], stretches[index]]
    if (!from || !to) return false
    if (!isRoundabout(this.#labelAt(index))) return true
    if (!to.beginsArc) return false
    return readJunction(this.#network, this.#metric, this.#labels, from.arc).some(
      ({ arc, label }) => isDriven(this.#metric, arc) && !isRoundabout(label) && label.rank < minorRank,
    )
  }

  #add(index: number, draft: Verdict & Partial<Pick<Draft, 'label' | 'exit' | 'rotaryName'>>): void {
    const label = this.#labelAt(index)
    this.#drafts.push({
      label,
      ...draft,
      stretch: index,
      beforeDeg: index === 0 ? 0 : this.#bearingBefore(index),
      afterDeg: this.#bearingAfter(index),
    })
    this.#road = label
    this.#sinceStartDm = 0
    this.#unnamedDm = 0
  }

  /** The present step's road turns out to have a name; so has the roundabout that leads to it. */
  #nameLast(label: RoadLabel): void {
    const last = this.#drafts.pop()
    if (!last) return
    if (last.type === 'exit roundabout' || last.type === 'exit rotary') {
      const entry = this.#drafts.pop()
      if (entry) this.#drafts.push(entry.exit === undefined ? entry : { ...entry, label })
    }
    this.#drafts.push({ ...last, label })
    this.#road = label
  }

  /** From before a roundabout to behind it, seen from so far that the bends of its mouths do not count. */
  #turnedAcross(enter: number, leave: number): number {
    const { stretches, geometry } = this.#line
    const beforeDeg = bearingOfLine(geometry, stretches[enter]?.start ?? 0, 0, acrossM) + 180
    return turnedDeg(
      beforeDeg,
      bearingOfLine(geometry, stretches[leave]?.start ?? 0, geometry.length - 1, acrossM),
    )
  }

  #turnedAt(index: number): number {
    return turnedDeg(this.#bearingBefore(index), this.#bearingAfter(index))
  }

  /** In which one comes to the start of a stretch. */
  #bearingBefore(index: number): number {
    const { stretches } = this.#line
    const [from, to] = [stretches[index - 1], stretches[index]]
    if (!from || !to) return 0
    if (to.beginsArc) return bearingOfArc(this.#network, from.arc ^ 1) + 180
    return bearingOfLine(this.#line.geometry, to.start, from.start) + 180
  }

  #bearingAfter(index: number): number {
    const { stretches, geometry } = this.#line
    const stretch: Stretch | undefined = stretches[index]
    if (!stretch) return 0
    if (stretch.beginsArc) return bearingOfArc(this.#network, stretch.arc)
    return bearingOfLine(geometry, stretch.start, stretches[index + 1]?.start ?? geometry.length - 1)
  }

  #labelAt(index: number): RoadLabel {
    return this.#labels.of(this.#line.stretches[index]?.way ?? 0)
  }
}
