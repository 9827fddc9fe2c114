import type { Inserter } from '../inserter.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'
import { OwedDeliveries } from './owed-deliveries.ts'
import { ReloadMoves } from './reload-moves.ts'

/** How often the partners of a task taken out are taken out too, and reloads and owed deliveries are moved. */
const PARTNER_SHARE = 0.5
const SHIFT_SHARE = 0.2
/** Tasks that are tried once more after all others, since what they need beside them may be there then. */
const MOST_RETRIED = 8

/** What a step of ruin and recreate does in addition when the problem is rich. */
export class RichSteps {
  private readonly plan: Plan
  private readonly insertion: Inserter
  private readonly random: Random
  private readonly reloads: ReloadMoves
  private readonly owed: OwedDeliveries
  private readonly retried: Int32Array

  constructor(plan: Plan, insertion: Inserter, random: Random) {
    this.plan = plan
    this.insertion = insertion
    this.random = random
    this.reloads = new ReloadMoves(plan)
    this.owed = new OwedDeliveries(plan)
    this.retried = new Int32Array(MOST_RETRIED)
  }

  /** Tasks bound together must be taken out together to find another route. */
  afterRuin(absentBefore: number): void {
    const { plan, random } = this
    const ties = plan.figures?.ties
    if (ties === undefined || !plan.space.hasTies || random.unit() >= PARTNER_SHARE) return
    for (let i = absentBefore; i < plan.absentCount; i++) {
      const partners = ties.partnersOf(plan.absent[i] ?? 0)
      for (let k = 0; k < partners.length; k++) this.remove(partners[k] ?? 0)
    }
  }

  /** Refreshed routes lose the reloads that they do not need any more. */
  afterMend(): void {
    const { plan } = this
    plan.whole?.times?.reset()
    if (!plan.space.hasReloads) return
    for (let i = 0; i < plan.changedCount; i++) this.reloads.drop(plan.changed(i))
  }

  afterRecreate(): void {
    const { plan, random } = this
    if (plan.space.hasTies) this.retry()
    if (this.owed.isAny) {
      for (let i = 0; i < plan.changedCount; i++) {
        if (random.unit() < SHIFT_SHARE) this.owed.move(plan.changed(i))
      }
    }
    if (!plan.space.hasReloads) return
    for (let i = 0; i < plan.changedCount; i++) {
      if (random.unit() < SHIFT_SHARE) this.reloads.shift(plan.changed(i))
    }
  }

  private remove(task: number): void {
    const { plan } = this
    if ((plan.routeOf[plan.space.prepared.taskNode[task] ?? 0] ?? -1) >= 0) plan.removeTask(task)
  }

  private retry(): void {
    const { plan, insertion, retried } = this
    const count = Math.min(MOST_RETRIED, plan.absentCount)
    for (let i = 0; i < count; i++) retried[i] = plan.absent[i] ?? 0
    for (let i = 0; i < count; i++) insertion.insert(retried[i] ?? 0)
  }
}
