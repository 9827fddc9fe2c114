import type { SolveProgress } from '../model/options.ts'
import { compareRanks } from '../search/compare-ranks.ts'

/** Passes on the progress of several threads as if it were one: only improvements of the whole. */
export class JointProgress {
  private best: SolveProgress | undefined
  private readonly iterations = new Map<number, number>()
  private readonly onProgress: ((progress: SolveProgress) => void) | undefined

  constructor(onProgress: ((progress: SolveProgress) => void) | undefined) {
    this.onProgress = onProgress
  }

  get hasPlan(): boolean {
    return this.best !== undefined
  }

  take(thread: number, progress: SolveProgress): void {
    this.iterations.set(thread, progress.iterations)
    const iterations = [...this.iterations.values()].reduce((sum, count) => sum + count, 0)
    const { solution, ...figures } = progress
    const isNews =
      solution !== undefined && (this.best === undefined || compareRanks(progress.rank, this.best.rank) < 0)
    if (isNews) this.best = progress
    const { cost, routes, unassigned, rank } = this.best ?? figures
    const joint = { ...figures, iterations, cost, routes, unassigned, rank }
    this.onProgress?.(isNews ? { ...joint, solution } : joint)
  }
}
