import type { OpenPlan } from '../insert/open-plan.ts'
import { badnessOf } from '../insert/violation-size.ts'
import { visitsOf } from '../insert/visits-of.ts'
import type { RoutePlan, Violation } from '../model/solution.ts'
import { isReload } from '../replan/done-day.ts'
import { PartPlan } from './part-plan.ts'
import type { Patch } from './patch.ts'
import type { Relaxation } from './relaxation.ts'
import type { Trials } from '../insert/trials.ts'
import { remediesFor } from './remedies.ts'
import type { Remedy } from './remedies.ts'

/** Pairs of places tried for a shipment; of more only those close together. */
const MOST_PLACES = 160
const CLOSE = 3
/** Rules lifted together at most. */
const MOST_TOGETHER = 4

interface Found {
  readonly key: string
  readonly isOfTask: boolean
  readonly relaxation: Relaxation
}

interface Place {
  readonly jobs: readonly string[]
  readonly route: RoutePlan
  /** What is broken that was not before. */
  readonly broken: readonly Violation[]
  readonly badness: number
}

/** Looks for the smallest changes that let one shift serve a task. */
export class ShiftRelaxer {
  readonly shift: string
  /** Of the least bad place, 0 when one keeps every rule. */
  readonly badness: number
  private readonly plan: OpenPlan
  private readonly task: string
  private readonly part: PartPlan
  private readonly trials: Trials
  /** Violations that are there anyhow. */
  private readonly tolerated: readonly Violation[]
  /** Skills, zones and pins, without which no place is open. */
  private readonly base: readonly Patch[]
  private readonly places: readonly Place[]

  constructor(
    plan: OpenPlan,
    tied: ReadonlyMap<string, ReadonlySet<string>>,
    shift: string,
    task: string,
    trials: Trials,
  ) {
    this.plan = plan
    this.shift = shift
    this.task = task
    this.trials = trials
    this.part = new PartPlan(plan, tied, [shift], [task])
    const jobs = this.part.routes.find((route) => route.shift === shift)?.jobs ?? []
    this.tolerated = this.findTolerated(jobs.includes(task))
    const sequences = jobs.includes(task) ? [jobs] : this.sequences(jobs)
    const [first = []] = sequences
    this.base = this.staticPatches(first)
    this.places = sequences
      .flatMap((sequence) => this.tryPlace(this.base, sequence) ?? [])
      .toSorted((a, b) => a.badness - b.badness)
    this.badness = this.places[0]?.badness ?? Infinity
  }

  /** Relaxations by a single change, one for each kind; those of the customer's side smaller than known ones. */
  relax(known: ReadonlyMap<string, Relaxation>): Found[] {
    const [best] = this.places
    if (best === undefined) return []
    if (best.broken.length === 0) {
      return this.finish([], best.jobs).map((relaxation) => ({ key: '', isOfTask: false, relaxation }))
    }
    const byKey = new Map<string, { remedy: Remedy; places: { place: Place; enough: number }[] }>()
    for (const place of this.places) {
      for (const remedy of this.remediesOfAll(place)) {
        const entry = byKey.get(remedy.key) ?? { remedy, places: [] }
        entry.places.push({ place, enough: remedy.enough })
        byKey.set(remedy.key, entry)
      }
    }
    return [...byKey.values()].flatMap(({ remedy, places }) => {
      const { key, isOfTask, step } = remedy
      const limit = isOfTask ? Math.round((known.get(key)?.size ?? Infinity) / step) : Infinity
      const found = this.smallest(remedy, places, limit)
      if (found === undefined) return []
      const relaxations = this.finish([remedy.patch(found.steps)], found.jobs)
      return relaxations.map((relaxation) => ({ key, isOfTask, relaxation }))
    })
  }

  /** A relaxation by several changes at the least bad place, each then made as small as the others allow. */
  relaxTogether(): Relaxation[] {
    const [best] = this.places
    if (best === undefined) return []
    const chosen = this.chooseTogether(best)
    if (chosen === undefined) return []
    const steps = chosen.map(({ enough }) => enough)
    const patches = () => chosen.map((remedy, index) => remedy.patch(steps[index] ?? 0))
    chosen.forEach(({ isSwitch }, index) => {
      if (isSwitch) return
      const fits = (amount: number) =>
        this.fits(
          patches().map((patch, at) => (at === index ? (chosen[at]?.patch(amount) ?? patch) : patch)),
          best.jobs,
        )
      steps[index] = least(fits, steps[index] ?? 0)
    })
    return this.finish(
      patches().filter((_, index) => (steps[index] ?? 0) > 0),
      best.jobs,
    )
  }

  /** The fewest steps with which some place keeps the rules, below the limit. */
  private smallest(
    remedy: Remedy,
    places: readonly { place: Place; enough: number }[],
    limit: number,
  ): { steps: number; jobs: readonly string[] } | undefined {
    let found: { steps: number; jobs: readonly string[] } | undefined
    for (const { place, enough } of places) {
      if (this.trials.areOver) break
      const most = Math.min(enough, (found?.steps ?? limit) - 1)
      const fits = (steps: number) => this.fits([remedy.patch(steps)], place.jobs)
      if (most < 1 || !fits(most)) continue
      found = { steps: remedy.isSwitch ? 1 : least(fits, most), jobs: place.jobs }
    }
    return found
  }

  /** Remedies that lift every rule broken at a place, with what is enough for all of them. */
  private remediesOfAll({ route, broken }: Place): Remedy[] {
    const [first, ...others] = broken.map((violation) => this.remedies(route, violation))
    return (first ?? []).flatMap((remedy) => {
      const same = others.map((list) => list.find(({ key }) => key === remedy.key))
      if (same.includes(undefined)) return []
      return [{ ...remedy, enough: Math.max(remedy.enough, ...same.map((other) => other?.enough ?? 0)) }]
    })
  }

  private chooseTogether(place: Place): Remedy[] | undefined {
    const chosen: Remedy[] = []
    let now: Place | undefined = place
    while (now !== undefined && now.broken.length > 0) {
      const open: Place = now
      const next = open.broken
        .flatMap((violation) => this.remedies(open.route, violation))
        .find(({ key }) => chosen.every((other) => other.key !== key))
      if (next === undefined || chosen.length >= MOST_TOGETHER) return undefined
      chosen.push(next)
      now = this.tryPlace([...this.base, ...chosen.map((remedy) => remedy.patch(remedy.enough))], place.jobs)
    }
    return now === undefined ? undefined : chosen
  }

  private remedies(route: RoutePlan, violation: Violation): Remedy[] {
    const { plan, part, task } = this
    const context = { prepared: plan.prepared, relations: part.problem.relations ?? [], task }
    return remediesFor(context, { ...route, shiftIndex: this.shiftIndex() }, violation)
  }

  private shiftIndex(): number {
    return this.plan.prepared.shiftById.get(this.shift) ?? 0
  }

  private staticPatches(jobs: readonly string[]): Patch[] {
    const place = this.tryPlace([], jobs)
    if (place === undefined) return []
    const patches = place.broken.flatMap((violation) =>
      this.remedies(place.route, violation).flatMap((remedy) => (remedy.isStatic ? [remedy.patch(1)] : [])),
    )
    const seen = new Set<string>()
    return patches.filter((patch) => !seen.has(JSON.stringify(patch)) && seen.add(JSON.stringify(patch)))
  }

  private fits(patches: readonly Patch[], jobs: readonly string[]): boolean {
    return this.tryPlace([...this.base, ...patches], jobs)?.broken.length === 0
  }

  private tryPlace(patches: readonly Patch[], jobs: readonly string[]): Place | undefined {
    this.trials.left -= this.part.routes.reduce((sum, route) => sum + route.jobs.length + 4, jobs.length)
    const solution = this.part.evaluate(patches, [{ shift: this.shift, jobs }])
    const route = solution?.routes.find(({ shift }) => shift === this.shift)
    if (solution === undefined || route === undefined) return undefined
    const broken = this.part.newlyBroken(solution, this.tolerated)
    return { jobs, route, broken, badness: badnessOf(broken) }
  }

  /** What other tasks break already; of a served task, what it shares in breaking has to go. */
  private findTolerated(isServed: boolean): Violation[] {
    return this.part
      .violations()
      .filter((violation) => !isServed || ('job' in violation && violation.job !== this.task))
  }

  private finish(patches: readonly Patch[], jobs: readonly string[]): Relaxation[] {
    const all = [...this.base, ...patches]
    const routes = [{ shift: this.shift, jobs }]
    const after = this.part.evaluate(all, routes)
    if (after === undefined || this.part.newlyBroken(after, this.tolerated).length > 0) return []
    return [
      {
        patches: all,
        size: all.reduce((sum, patch) => sum + sizeOf(patch), 0),
        ...this.part.price(after),
        shift: this.shift,
        positions: jobs.flatMap((id, index) => (id === this.task ? [index] : [])),
        routes,
      },
    ]
  }

  private sequences(jobs: readonly string[]): string[][] {
    const isPair = visitsOf(this.plan.prepared, this.task).length > 1
    const isShort = ((jobs.length + 1) * (jobs.length + 2)) / 2 <= MOST_PLACES
    const sequences: string[][] = []
    for (let first = 0; first <= jobs.length; first++) {
      const last = !isPair ? first : isShort ? jobs.length : Math.min(jobs.length, first + CLOSE)
      for (let second = first; second <= last; second++) {
        const between = isPair ? [this.task, ...jobs.slice(first, second), this.task] : [this.task]
        sequences.push([...jobs.slice(0, first), ...between, ...jobs.slice(second)])
        if (first === 0 || isReload(jobs[first - 1] ?? '')) continue
        for (const depot of this.reloads()) {
          sequences.push([...jobs.slice(0, first), `@${depot}`, ...between, ...jobs.slice(second)])
        }
      }
    }
    return sequences
  }

  private reloads(): readonly string[] {
    return this.plan.prepared.problem.shifts[this.shiftIndex()]?.reloads ?? []
  }
}

function sizeOf(patch: Patch): number {
  return 'byS' in patch ? patch.byS : 'by' in patch ? patch.by : 0
}

/** The fewest steps, from 0 up to some that fit, that fit; by bisection, with a look right below first. */
function least(fits: (steps: number) => boolean, enough: number): number {
  if (enough < 1 || !fits(enough - 1)) return enough
  let most = enough - 1
  let tooFew = -1
  while (most - tooFew > 1) {
    const middle = Math.floor((most + tooFew) / 2)
    if (fits(middle)) most = middle
    else tooFew = middle
  }
  return most
}
