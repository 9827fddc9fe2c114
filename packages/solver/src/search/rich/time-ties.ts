import { HELD } from '../../evaluate/route-simulator.ts'
import { FOREVER } from '../../model/prepare.ts'
import type { Prepared } from '../../model/prepare.ts'
import type { Plan } from '../plan.ts'
import type { RichRouteCheck } from './rich-route-check.ts'

/** How one node's times bound the start of work at another. */
type Rule = 'afterEnd' | 'notLongBefore' | 'together'

interface Arc {
  readonly from: number
  readonly to: number
  readonly rule: Rule
  readonly gapS: number
}

interface Times {
  readonly notBefore: Int32Array
  readonly startS: Int32Array
  readonly endS: Int32Array
  readonly applied: Int32Array
  isBroken: boolean
}

/** Simulations of one fixpoint, by the routes of the plan: more means that routes push each other without end. */
const MOST_RUNS = 20

/**
 * Times that depend on other routes (`before` and `synchronised`): the least fixpoint of lower bounds on starts of
 * work. Bounds only rise while tasks are inserted, so that a trial goes on from those of the plan and looks only
 * at the routes that its change reaches.
 */
export class TimeTies {
  /** By node: work starts no earlier. */
  readonly notBefore: Int32Array
  /** Whether the plan as last worked out breaks a relation. */
  isBroken = false
  private readonly plan: Plan
  private readonly check: RichRouteCheck
  private readonly arcsFrom: readonly (readonly Arc[])[]
  private readonly arcsTo: readonly (readonly Arc[])[]
  /** Nodes with such a relation, and by node those at its other ends. */
  private readonly tied: readonly number[]
  private readonly arcsOf: readonly (readonly number[])[]
  private readonly startS: Int32Array
  private readonly endS: Int32Array
  private readonly before: Times
  private readonly timedIn: Int32Array
  /** The bounds with which the figures of the routes have been worked out. */
  private readonly applied: Int32Array
  private readonly queue: Int32Array
  private readonly queued: Uint8Array
  private queueHead = 0
  private queueCount = 0
  private readonly sequence: Int32Array
  private readonly costOf: Float64Array
  private readonly seen: Int32Array
  private readonly seenRoutes: Int32Array
  private seenCount = 0
  /** Routes that changes have to do with, in the order in which they were found. */
  private readonly reached: Int32Array
  private readonly reachedIn: Int32Array
  private reachedCount = 0
  private round = 0
  /** Nodes whose times a trial has changed, with what they were. */
  private readonly log: Int32Array
  private logged = 0
  private isLogging = false
  /** The route whose sequence a trial replaces. */
  private trialRoute = -1
  private trial: Int32Array
  private trialCount = 0

  constructor(plan: Plan, check: RichRouteCheck) {
    const { nodeCount, routeCount, prepared, longestSequence } = plan.space
    const arcs = listArcs(prepared)
    this.plan = plan
    this.check = check
    this.notBefore = new Int32Array(nodeCount).fill(-FOREVER)
    this.startS = new Int32Array(nodeCount)
    this.endS = new Int32Array(nodeCount)
    this.before = {
      notBefore: this.notBefore.slice(),
      startS: this.startS.slice(),
      endS: this.endS.slice(),
      applied: this.notBefore.slice(),
      isBroken: false,
    }
    this.arcsFrom = Array.from({ length: nodeCount }, (_, node) => arcs.filter(({ from }) => from === node))
    this.arcsTo = Array.from({ length: nodeCount }, (_, node) => arcs.filter(({ to }) => to === node))
    this.timedIn = new Int32Array(nodeCount)
    this.applied = this.notBefore.slice()
    this.tied = [...this.arcsFrom.keys()].filter((node) => this.isTied(node))
    this.arcsOf = this.arcsFrom.map((from, node) => [
      ...new Set([...from.map(({ to }) => to), ...(this.arcsTo[node] ?? []).map((arc) => arc.from)]),
    ])
    this.queue = new Int32Array(routeCount)
    this.queued = new Uint8Array(routeCount)
    this.sequence = new Int32Array(longestSequence)
    this.trial = this.sequence
    this.costOf = new Float64Array(routeCount)
    this.seen = new Int32Array(routeCount)
    this.seenRoutes = new Int32Array(routeCount)
    this.reached = new Int32Array(routeCount)
    this.reachedIn = new Int32Array(routeCount)
    this.log = new Int32Array(4 * MOST_RUNS * nodeCount)
  }

  begin(): void {
    const { before } = this
    before.notBefore.set(this.notBefore)
    before.startS.set(this.startS)
    before.endS.set(this.endS)
    before.applied.set(this.applied)
    before.isBroken = this.isBroken
  }

  rollback(): void {
    const { before } = this
    this.notBefore.set(before.notBefore)
    this.startS.set(before.startS)
    this.endS.set(before.endS)
    this.applied.set(before.applied)
    this.isBroken = before.isBroken
  }

  /** Whether a task has a relation about times. */
  isAbout(task: number): boolean {
    const { prepared } = this.plan.space
    const node = prepared.taskNode[task] ?? 0
    const pair = prepared.nodePair[node] ?? -1
    return this.isTied(node) || (pair >= 0 && this.isTied(pair))
  }

  /** Whether a route has a task whose times bear on others, or would with this one. */
  concerns(task: number, route: number): boolean {
    return this.isAbout(task) || this.concernsRoute(route)
  }

  /** Whether a sequence simulated last, with this task put into it, changes times that others depend on. */
  moves(task: number, sequence: Int32Array, count: number): boolean {
    const { nodeCount, prepared } = this.plan.space
    const { workStart, serviceEnd } = this.check.simulator
    for (let i = 0; i < count; i++) {
      const node = sequence[i] ?? 0
      if (node >= nodeCount || !this.isTied(node)) continue
      if (prepared.nodeTask[node] === task) return true
      if (workStart[i] !== this.startS[node] || serviceEnd[i] !== this.endS[node]) return true
    }
    return false
  }

  /** Bounds an absent task by the times of its partners, which are held from now on. */
  bind(task: number): void {
    const { prepared } = this.plan.space
    const node = prepared.taskNode[task] ?? 0
    const pair = prepared.nodePair[node] ?? -1
    if (!this.isAbout(task)) return
    this.start()
    this.holdPartners(node)
    if (pair >= 0) this.holdPartners(pair)
    if (this.queueCount > 0) {
      this.settle()
      this.recheckSeen()
    }
    this.bindNode(node)
    if (pair >= 0) this.bindNode(pair)
  }

  /**
   * Works the bounds out anew that the routes changed in this transaction have to do with, by whatever relations,
   * and with them the routes that they change. What the rest of the plan is bound by has not changed.
   */
  reset(): void {
    const { plan, notBefore, tied } = this
    const { next, space } = plan
    this.trialRoute = -1
    this.isLogging = false
    this.start()
    for (let i = 0; i < plan.changedCount; i++) this.reach(plan.changed(i))
    for (let i = 0; i < tied.length; i++) {
      const node = tied[i] ?? 0
      if ((plan.routeOf[node] ?? -1) < 0) this.reachPartners(node)
    }
    for (let i = 0; i < this.reachedCount; i++) {
      const route = this.reached[i] ?? 0
      let isBound = false
      for (let at = next[plan.startOf(route)] ?? 0; at < space.nodeCount; at = next[at] ?? 0) {
        if (!this.isTied(at)) continue
        isBound = true
        notBefore[at] = this.hasServedPartner(at) ? HELD : -FOREVER
        this.reachPartners(at)
      }
      if (isBound) this.enqueue(route)
    }
    this.isBroken = !this.settle()
    if (!this.isBroken) this.recheckSeen()
  }

  /** Notes that the figures of a route have been worked out with the bounds as they are. */
  apply(sequence: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const node = sequence[i] ?? 0
      if (node < this.applied.length) this.applied[node] = this.notBefore[node] ?? 0
    }
  }

  /**
   * What the plan would cost more with this sequence as the route, in price units; Infinity when a relation, or a
   * route that it reaches, cannot be kept.
   */
  costOfTrial(route: number, sequence: Int32Array, count: number): number {
    const { figures } = this.plan
    this.trialRoute = route
    this.trial = sequence
    this.trialCount = count
    this.isLogging = true
    this.logged = 0
    this.start()
    this.enqueue(route)
    const isKept = this.settle()
    let cost = 0
    for (let i = 0; i < this.seenCount; i++) {
      const seen = this.seenRoutes[i] ?? 0
      cost += (this.costOf[seen] ?? 0) - (figures?.cost(seen) ?? 0)
    }
    while (this.logged > 0) {
      this.logged -= 4
      const node = this.log[this.logged] ?? 0
      this.notBefore[node] = this.log[this.logged + 1] ?? 0
      this.startS[node] = this.log[this.logged + 2] ?? 0
      this.endS[node] = this.log[this.logged + 3] ?? 0
    }
    this.isLogging = false
    this.trialRoute = -1
    return isKept ? cost : Infinity
  }

  private reach(route: number): void {
    if (this.reachedIn[route] === this.round) return
    this.reachedIn[route] = this.round
    this.reached[this.reachedCount++] = route
  }

  /** Routes of the served tasks that a node bounds, or did while it was served. */
  private reachPartners(node: number): void {
    const partners = this.arcsOf[node] ?? []
    for (let i = 0; i < partners.length; i++) {
      const partner = partners[i] ?? 0
      const route = this.plan.routeOf[partner] ?? -1
      if (route >= 0 && (this.notBefore[partner] ?? 0) >= HELD) this.reach(route)
      else if (route >= 0 && (this.plan.routeOf[node] ?? -1) >= 0) this.reach(route)
    }
  }

  private recheckSeen(): void {
    for (let i = 0; i < this.seenCount; i++) {
      const route = this.seenRoutes[i] ?? 0
      if (this.isStale(route)) this.plan.recheck(route)
    }
  }

  /** Served nodes that wait for this one, or it for them, are not to be postponed by leaving later. */
  private holdPartners(node: number): void {
    const arcs = this.arcsOf[node] ?? []
    for (let i = 0; i < arcs.length; i++) {
      const partner = arcs[i] ?? 0
      const route = this.plan.routeOf[partner] ?? -1
      if (route < 0 || (this.notBefore[partner] ?? 0) >= HELD) continue
      this.notBefore[partner] = HELD
      this.enqueue(route)
    }
  }

  private isTied(node: number): boolean {
    return (this.arcsFrom[node]?.length ?? 0) > 0 || (this.arcsTo[node]?.length ?? 0) > 0
  }

  private isStale(route: number): boolean {
    const { next, space } = this.plan
    for (let at = next[this.plan.startOf(route)] ?? 0; at < space.nodeCount; at = next[at] ?? 0) {
      if (this.applied[at] !== this.notBefore[at]) return true
    }
    return false
  }

  private concernsRoute(route: number): boolean {
    const { next, space } = this.plan
    for (let at = next[this.plan.startOf(route)] ?? 0; at < space.nodeCount; at = next[at] ?? 0) {
      if (this.isTied(at)) return true
    }
    return false
  }

  private bindNode(node: number): void {
    if (!this.isTied(node)) return
    const arcs = this.arcsTo[node] ?? []
    let bound = this.hasServedPartner(node) ? HELD : -FOREVER
    for (let i = 0; i < arcs.length; i++) {
      const arc = arcs[i]
      if (arc === undefined || (this.plan.routeOf[arc.from] ?? -1) < 0) continue
      bound = Math.max(bound, this.boundBy(arc))
    }
    this.notBefore[node] = bound
  }

  private hasServedPartner(node: number): boolean {
    const partners = this.arcsOf[node] ?? []
    for (let i = 0; i < partners.length; i++)
      if ((this.plan.routeOf[partners[i] ?? 0] ?? -1) >= 0) return true
    return false
  }

  private boundBy({ from, to, rule, gapS }: Arc): number {
    switch (rule) {
      case 'afterEnd':
        return (this.endS[from] ?? 0) + gapS
      case 'together':
        return this.startS[from] ?? 0
      case 'notLongBefore':
        // The length of the work there, as last seen: it does not change by starting later.
        return (this.startS[from] ?? 0) - gapS - ((this.endS[to] ?? 0) - (this.startS[to] ?? 0))
    }
  }

  private start(): void {
    this.round++
    this.seenCount = 0
    this.reachedCount = 0
    this.queueHead = 0
    this.queueCount = 0
    this.queued.fill(0)
  }

  private enqueue(route: number): void {
    if (this.queued[route] === 1) return
    this.queued[route] = 1
    this.queue[(this.queueHead + this.queueCount++) % this.queue.length] = route
  }

  /** Simulates queued routes and those they reach until no bound rises; false when a rule is broken. */
  private settle(): boolean {
    const { plan } = this
    let left = MOST_RUNS + MOST_RUNS * plan.activeCount
    while (this.queueCount > 0) {
      if (left-- <= 0) return false
      const route = this.queue[this.queueHead] ?? 0
      this.queueHead = (this.queueHead + 1) % this.queue.length
      this.queueCount--
      this.queued[route] = 0
      if (!this.simulate(route)) return false
    }
    return true
  }

  private simulate(route: number): boolean {
    const { plan, check } = this
    const { nodeCount, routeType } = plan.space
    const isTrial = route === this.trialRoute
    const sequence = isTrial ? this.trial : this.sequence
    const count = isTrial ? this.trialCount : plan.readRoute(route, sequence)
    if (!check.check(routeType[route] ?? 0, sequence, count)) return false
    if (this.seen[route] !== this.round) {
      this.seen[route] = this.round
      this.seenRoutes[this.seenCount++] = route
    }
    this.costOf[route] = check.cost
    const { workStart, serviceEnd } = check.simulator
    for (let i = 0; i < count; i++) {
      const node = sequence[i] ?? 0
      if (node < nodeCount && this.isTied(node)) this.setTimes(node, workStart[i] ?? 0, serviceEnd[i] ?? 0)
    }
    for (let i = 0; i < count; i++) {
      const node = sequence[i] ?? 0
      if (node < nodeCount && this.isTied(node)) this.push(node)
    }
    return true
  }

  /** Raises the bounds that depend on a node whose times are known now. */
  private push(node: number): void {
    const arcs = this.arcsFrom[node] ?? []
    for (let k = 0; k < arcs.length; k++) {
      const arc = arcs[k]
      if (arc === undefined || (arc.rule === 'notLongBefore' && !this.isTimed(arc.to))) continue
      this.raise(arc)
    }
    const back = this.arcsTo[node] ?? []
    for (let k = 0; k < back.length; k++) {
      const arc = back[k]
      if (arc?.rule === 'notLongBefore' && this.isTimed(arc.from)) this.raise(arc)
    }
  }

  private raise(arc: Arc): void {
    const route = this.routeOf(arc.to)
    if (route < 0) return
    const bound = this.boundBy(arc)
    if (bound <= (this.notBefore[arc.to] ?? 0)) return
    this.note(arc.to)
    this.notBefore[arc.to] = bound
    if (!this.isTimed(arc.to) || bound > (this.startS[arc.to] ?? 0)) this.enqueue(route)
  }

  /** Whether the times of a node are known: in a trial those of the plan are. */
  private isTimed(node: number): boolean {
    return this.timedIn[node] === this.round || (this.trialRoute >= 0 && (this.plan.routeOf[node] ?? -1) >= 0)
  }

  /** Route of a node in the plan, with the trial in it. */
  private routeOf(node: number): number {
    const route = this.plan.routeOf[node] ?? -1
    if (route >= 0 || this.trialRoute < 0) return route
    for (let i = 0; i < this.trialCount; i++) if (this.trial[i] === node) return this.trialRoute
    return -1
  }

  private setTimes(node: number, startS: number, endS: number): void {
    this.note(node)
    this.timedIn[node] = this.round
    this.startS[node] = startS
    this.endS[node] = endS
  }

  private note(node: number): void {
    if (!this.isLogging || this.logged + 4 > this.log.length) return
    this.log[this.logged] = node
    this.log[this.logged + 1] = this.notBefore[node] ?? 0
    this.log[this.logged + 2] = this.startS[node] ?? 0
    this.log[this.logged + 3] = this.endS[node] ?? 0
    this.logged += 4
  }
}

function listArcs(prepared: Prepared): Arc[] {
  const { taskById, taskNode, nodePair } = prepared
  const firstNode = (id: string) => taskNode[taskById.get(id) ?? 0] ?? 0
  const lastNode = (id: string) => {
    const node = firstNode(id)
    const pair = nodePair[node] ?? -1
    return pair >= 0 ? pair : node
  }
  return (prepared.problem.relations ?? []).flatMap((relation): Arc[] => {
    if (relation.kind === 'synchronised') {
      const nodes = relation.tasks.map(firstNode)
      return nodes.flatMap((from) =>
        nodes.filter((to) => to !== from).map((to) => ({ from, to, rule: 'together' as const, gapS: 0 })),
      )
    }
    if (relation.kind !== 'before') return []
    const first = lastNode(relation.first)
    const second = firstNode(relation.second)
    const least: Arc = { from: first, to: second, rule: 'afterEnd', gapS: relation.minGapS ?? 0 }
    if (relation.maxGapS === undefined) return [least]
    return [least, { from: second, to: first, rule: 'notLongBefore', gapS: relation.maxGapS }]
  })
}
