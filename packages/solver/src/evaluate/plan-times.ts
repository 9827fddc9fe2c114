import { pricing } from '../model/prices/pricing.ts'
import type { Prepared } from '../model/prepare.ts'
import { FOREVER } from '../model/prepare.ts'
import type { Problem } from '../model/problem.ts'
import { HELD, RouteSimulator } from './route-simulator.ts'

/** Rounds, beside one for each relation, after which routes are taken to push each other without end. */
const MOST_ROUNDS = 200

/** A route as numbers. */
export interface PlanRoute {
  readonly typeIndex: number
  readonly nodes: Int32Array
}

/**
 * Bounds on starts of work from relations between routes (`before`, `synchronised`), by node: the least fixpoint,
 * reached by simulating the routes that relations are about again while bounds rise. A relation that the order of
 * one route breaks bounds nothing, and where routes push each other without end none does. Undefined where no relation
 * is about times. Cost: O(rounds * stops).
 */
export function planTimes(prepared: Prepared, routes: readonly PlanRoute[]): Int32Array | undefined {
  if (!hasTimeTies(prepared.problem)) return undefined
  const { relations = [] } = prepared.problem
  const notBefore = new Int32Array(prepared.nodeCount).fill(-FOREVER)
  const simulator = simulatorFor(prepared)
  const start = new Map<number, number>()
  const end = new Map<number, number>()
  const first = (id: string) => prepared.taskNode[prepared.taskById.get(id) ?? 0] ?? 0
  const last = (id: string) => Math.max(first(id), prepared.nodePair[first(id)] ?? -1)
  const placeOf = new Map(
    routes.flatMap(({ nodes }, route) => Array.from(nodes, (node, at) => [node, { route, at }] as const)),
  )
  const routeOf = (node: number) => placeOf.get(node)?.route ?? 0
  const isBehind = (a: number, b: number) =>
    routeOf(a) === routeOf(b) && (placeOf.get(a)?.at ?? 0) > (placeOf.get(b)?.at ?? 0)
  /** Routes to simulate anew. */
  let stale = new Set<number>()
  for (const relation of relations) {
    const ends =
      relation.kind === 'synchronised'
        ? relation.tasks.map(first)
        : relation.kind === 'before'
          ? [last(relation.first), first(relation.second)]
          : []
    const bound = ends.filter((node) => placeOf.has(node))
    // Whoever others wait for does not begin later for the sake of leaving later.
    if (bound.length > 1) {
      for (const node of bound) {
        notBefore[node] = HELD
        stale.add(routeOf(node))
      }
    }
  }
  for (let round = 0; round < MOST_ROUNDS + relations.length && stale.size > 0; round++) {
    for (const index of stale) {
      const { typeIndex = 0, nodes = new Int32Array(0) } = routes[index] ?? {}
      simulator.run(typeIndex, nodes, nodes.length, notBefore)
      nodes.forEach((node, i) => {
        if (node >= prepared.nodeCount) return
        start.set(node, simulator.workStart[i] ?? 0)
        end.set(node, simulator.serviceEnd[i] ?? 0)
      })
    }
    stale = new Set()
    const raise = (node: number, wanted: number) => {
      const bound = Math.min(wanted, FOREVER)
      if (bound <= (start.get(node) ?? FOREVER) || bound <= (notBefore[node] ?? 0)) return
      notBefore[node] = bound
      stale.add(routeOf(node))
    }
    for (const relation of relations) {
      if (relation.kind === 'synchronised') {
        const nodes = relation.tasks.map(first).filter((node) => start.has(node))
        const latest = nodes.reduce((most, node) => Math.max(most, start.get(node) ?? 0), -FOREVER)
        // Two of them on one route cannot start together, whatever bounds them.
        for (const node of nodes) if (!nodes.some((other) => isBehind(other, node))) raise(node, latest)
      } else if (relation.kind === 'before') {
        const [a, b] = [last(relation.first), first(relation.second)]
        const [endA, startB] = [end.get(a), start.get(b)]
        if (endA === undefined || startB === undefined || isBehind(a, b)) continue
        raise(b, endA + (relation.minGapS ?? 0))
        if (relation.maxGapS !== undefined) {
          raise(a, startB - relation.maxGapS - (endA - (start.get(a) ?? endA)))
        }
      }
    }
  }
  if (stale.size > 0) notBefore.forEach((bound, node) => (notBefore[node] = Math.min(bound, HELD)))
  return notBefore
}

/** Whether relations make the times of a route depend on others. */
export function hasTimeTies({ relations = [] }: Problem): boolean {
  return relations.some(({ kind }) => kind === 'before' || kind === 'synchronised')
}

const simulators = new WeakMap<Prepared, RouteSimulator>()

function simulatorFor(prepared: Prepared): RouteSimulator {
  const simulator = simulators.get(prepared) ?? new RouteSimulator(prepared, pricing(prepared, 'cost'))
  simulators.set(prepared, simulator)
  return simulator
}
