import type { OpenPlan } from '../insert/open-plan.ts'
import { comparePrices } from '../insert/price.ts'
import type { Price } from '../insert/price.ts'
import { PartPlan } from './part-plan.ts'
import { visitsOf } from '../insert/visits-of.ts'
import type { Relaxation } from './relaxation.ts'
import type { Trials } from '../insert/trials.ts'

/** Serves a task in the place of a pinned one, which moves to another shift. */
export function movePinned(
  plan: OpenPlan,
  tied: ReadonlyMap<string, ReadonlySet<string>>,
  task: string,
  trials: Trials,
): Relaxation[] {
  const { problem } = plan.prepared
  const pinned = new Set(
    [...problem.jobs, ...(problem.shipments ?? [])]
      .filter(({ pin }) => pin !== undefined)
      .map(({ id }) => id),
  )
  const found: Relaxation[] = []
  for (const { shiftIndex, jobs } of plan.routes) {
    const shift = plan.shiftId(shiftIndex)
    for (const other of new Set(jobs.filter((id) => pinned.has(id)))) {
      const rest = jobs.filter((id) => id !== other)
      for (const target of plan.routes) {
        if (trials.left <= 0) return found
        if (target.shiftIndex === shiftIndex) continue
        const part = new PartPlan(plan, tied, [shift, plan.shiftId(target.shiftIndex)], [task, other])
        const best = bestExchange(part, {
          patch: { kind: 'unpin', task: other },
          here: { shift, jobs: rest, added: visitsOf(plan.prepared, task) },
          there: {
            shift: plan.shiftId(target.shiftIndex),
            jobs: target.jobs,
            added: visitsOf(plan.prepared, other),
          },
          trials,
        })
        if (best !== undefined) found.push({ ...best, positions: positionsOf(best, task) })
      }
    }
  }
  return found
}

interface Side {
  readonly shift: string
  readonly jobs: readonly string[]
  readonly added: readonly string[]
}

interface Exchange {
  readonly patch: { readonly kind: 'unpin'; readonly task: string }
  readonly here: Side
  readonly there: Side
  readonly trials: Trials
}

/** The best places of both tasks, each on its side while the other is not served, then both together. */
function bestExchange(part: PartPlan, { patch, here, there, trials }: Exchange): Relaxation | undefined {
  const first = bestPlace(part, patch, here, { shift: there.shift, jobs: there.jobs }, trials)
  if (first === undefined) return undefined
  const second = bestPlace(part, patch, there, first, trials)
  if (second === undefined) return undefined
  const routes = [first, second]
  const after = part.evaluate([patch], routes)
  if (after === undefined) return undefined
  return { patches: [patch], size: 0, ...part.price(after), shift: here.shift, positions: [], routes }
}

function bestPlace(
  part: PartPlan,
  patch: Exchange['patch'],
  { shift, jobs, added }: Side,
  beside: { readonly shift: string; readonly jobs: readonly string[] },
  trials: Trials,
) {
  let best: { readonly shift: string; readonly jobs: readonly string[]; readonly price: Price } | undefined
  for (let at = 0; at <= jobs.length; at++) {
    trials.left -= jobs.length + beside.jobs.length + 4
    const trial = [...jobs.slice(0, at), ...added, ...jobs.slice(at)]
    const after = part.evaluate([patch], [{ shift, jobs: trial }, beside])
    if (after === undefined || part.newlyBroken(after).length > 0) continue
    const price = part.price(after)
    if (best === undefined || comparePrices(price, best.price) < 0) best = { shift, jobs: trial, price }
  }
  return best && { shift: best.shift, jobs: best.jobs }
}

function positionsOf({ routes, shift }: Relaxation, task: string): number[] {
  const jobs = routes.find((route) => route.shift === shift)?.jobs ?? []
  return jobs.flatMap((id, index) => (id === task ? [index] : []))
}
