import type { AbsenceRules } from '../model/prices/absence-rules.ts'

/**
 * What the absent tasks of a plan amount to: counts by priority level, without optional tasks, and prizes lost. A
 * group counts once, and not at all while one of its tasks is served.
 */
export class Absence {
  readonly byLevel: Int32Array
  private readonly rules: AbsenceRules
  private readonly servedOf: Int32Array
  private readonly savedByLevel: Int32Array
  private readonly savedServed: Int32Array
  /** Whether each absent task counts for one, and nothing else is to be known of it. */
  private readonly isUniform: boolean

  constructor(rules: AbsenceRules) {
    this.rules = rules
    this.byLevel = new Int32Array(rules.levelCount)
    this.savedByLevel = new Int32Array(rules.levelCount)
    // As if all were served, so that `leave` of every task makes an empty plan.
    this.servedOf = rules.groupSize.slice()
    this.savedServed = new Int32Array(rules.groupSize.length)
    this.isUniform =
      rules.levelCount === 1 &&
      rules.groupSize.length === 0 &&
      rules.level.every((level) => level === 0) &&
      rules.prize.every((prize) => prize === 0) &&
      rules.change.every((change) => change === 0)
  }

  begin(): void {
    copy(this.byLevel, this.savedByLevel)
    copy(this.servedOf, this.savedServed)
  }

  rollback(): void {
    copy(this.savedByLevel, this.byLevel)
    copy(this.savedServed, this.servedOf)
  }

  /** A task becomes absent; returns the price units lost by that. */
  leave(task: number): number {
    if (this.isUniform) return this.count(0, 0, 1)
    const { rules, servedOf } = this
    const group = rules.group[task] ?? -1
    const change = rules.change[task] ?? 0
    if (group < 0) return change + this.count(rules.level[task] ?? -1, rules.prize[task] ?? 0, 1)
    const served = (servedOf[group] ?? 0) - 1
    servedOf[group] = served
    if (served > 0) return change
    return change + this.count(rules.groupLevel[group] ?? -1, rules.groupPrize[group] ?? 0, 1)
  }

  /** A task is served; returns the change of price units lost, negative or 0. */
  serve(task: number): number {
    if (this.isUniform) return this.count(0, 0, -1)
    const { rules, servedOf } = this
    const group = rules.group[task] ?? -1
    const change = rules.change[task] ?? 0
    if (group < 0) return this.count(rules.level[task] ?? -1, rules.prize[task] ?? 0, -1) - change
    const served = (servedOf[group] ?? 0) + 1
    servedOf[group] = served
    if (served > 1) return -change
    return this.count(rules.groupLevel[group] ?? -1, rules.groupPrize[group] ?? 0, -1) - change
  }

  /** Whether another task of its group is served, so that this one must not be. */
  isRepresented(task: number): boolean {
    if (this.isUniform) return false
    const group = this.rules.group[task] ?? -1
    return group >= 0 && (this.servedOf[group] ?? 0) > 0
  }

  /** Price units that serving an absent task would save; Infinity when its absence counts as unserved. */
  worth(task: number): number {
    if (this.isUniform) return Infinity
    const { rules } = this
    const group = rules.group[task] ?? -1
    const level = group < 0 ? rules.level[task] : rules.groupLevel[group]
    if ((level ?? -1) >= 0) return Infinity
    return ((group < 0 ? rules.prize[task] : rules.groupPrize[group]) ?? 0) + (rules.change[task] ?? 0)
  }

  /** Tasks and groups that count as unserved. */
  get unserved(): number {
    let sum = 0
    for (let level = this.rules.firstLevel; level < this.byLevel.length; level++)
      sum += this.byLevel[level] ?? 0
    return sum
  }

  /** Sets how many more tasks have changed their shift than may. */
  setExcess(changes: number): void {
    this.byLevel[0] = changes
  }

  /** How the counts have changed since `begin`: negative is better. */
  change(): number {
    return this.compare(this.savedByLevel)
  }

  /** Fewer absent tasks of the highest differing priority: negative when better than the counts given. */
  compare(counts: Int32Array): number {
    for (let level = 0; level < counts.length; level++) {
      const difference = (this.byLevel[level] ?? 0) - (counts[level] ?? 0)
      if (difference !== 0) return difference
    }
    return 0
  }

  private count(level: number, prize: number, sign: number): number {
    if (level >= 0) this.byLevel[level] = (this.byLevel[level] ?? 0) + sign
    return sign * prize
  }
}

/** As `set`, which takes longer to call than these few numbers to copy. */
function copy(from: Int32Array, to: Int32Array): void {
  for (let i = 0; i < from.length; i++) to[i] = from[i] ?? 0
}
