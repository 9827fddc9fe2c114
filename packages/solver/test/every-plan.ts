import { prepare } from '../src/model/prepare.ts'
import type { Objective } from '../src/model/options.ts'
import type { Problem } from '../src/model/problem.ts'
import { Search } from '../src/search/search.ts'

/** The best plan of a tiny rich problem by the solver's own evaluation: unserved by level, then price units. */
export interface BestOfAll {
  readonly unserved: readonly number[]
  readonly cost: number
}

/**
 * Tries every plan of a problem with two shifts: every assignment, every order, reloads at every place. It prices
 * plans as the search does, so it says whether the search finds the best, not whether the price is right.
 */
export function bestOfAll(problem: Problem, objective: Objective = 'cost'): BestOfAll {
  const { plan, space } = new Search(prepare(problem), objective, 1)
  const { prepared, nodeCount } = space
  const sequences: number[][] = [[], []]
  let best: BestOfAll | undefined
  const judge = () => {
    plan.begin()
    sequences.forEach((nodes, slot) => {
      if (nodes.length > 0) plan.fillRoute(slot, Int32Array.from(nodes), nodes.length)
    })
    plan.settle()
    const isFeasible = sequences.every((_, slot) => plan.isFeasible(slot)) && plan.keepsTies()
    const found = { unserved: [...plan.absence.byLevel], cost: plan.totalCost }
    if (isFeasible && (best === undefined || isBetter(found, best))) best = found
    plan.rollback()
  }
  const extend = (slot: number, left: readonly number[], open: readonly number[]) => {
    const nodes = sequences[slot]
    if (nodes === undefined) {
      if (!servesGroupTwice(space.absence.group, left)) judge()
      return
    }
    const type = space.routeType[slot]!
    const go = (node: number, tasks: readonly number[], pairs: readonly number[]) => {
      nodes.push(node)
      extend(slot, tasks, pairs)
      nodes.pop()
    }
    const isAtReload = (nodes.at(-1) ?? 0) >= nodeCount
    if (open.length === 0 && !isAtReload) extend(slot + 1, left, [])
    for (const task of left) {
      const node = prepared.taskNode[task]!
      const pair = prepared.nodePair[node]!
      const others = left.filter((other) => other !== task)
      go(node, others, pair < 0 ? open : [...open, pair])
    }
    for (const node of open) {
      const others = open.filter((other) => other !== node)
      go(node, left, others)
    }
    const mayReload = open.length === 0 && !isAtReload && left.length > 0
    const isLoaded = nodes.length > 0 || prepared.types[type]!.shift.onBoard !== undefined
    if (mayReload && isLoaded) for (const reload of space.reloads[type]!) go(reload, left, open)
  }
  extend(0, [...prepared.taskIds.keys()], [])
  return best!
}

function servesGroupTwice(group: Int32Array, left: readonly number[]): boolean {
  const served = [...group].filter((index, task) => index >= 0 && !left.includes(task))
  return new Set(served).size < served.length
}

function isBetter(a: BestOfAll, b: BestOfAll): boolean {
  const level = a.unserved.findIndex((count, at) => count !== b.unserved[at])
  return level < 0 ? a.cost < b.cost : a.unserved[level]! < b.unserved[level]!
}
