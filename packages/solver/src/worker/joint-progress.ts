import type { SolveProgress } from '../model/options.ts'
import { compareRanks } from '../search/compare-ranks.ts'

/** Passes on the progress of several threads as if it were one: only improvements of the whole. */
export class JointProgress {
  private best: SolveProgress | undefined
  private readonly latest = new Map<number, SolveProgress>()
  private readonly onProgress: ((progress: SolveProgress) => void) | undefined

  constructor(onProgress: ((progress: SolveProgress) => void) | undefined) {
    this.onProgress = onProgress
  }

  get hasPlan(): boolean {
    return this.best !== undefined
  }

  take(thread: number, progress: SolveProgress): void {
    this.latest.set(thread, progress)
    const sum = (figure: 'iterations' | 'iterationsPerS') =>
      [...this.latest.values()].reduce((total, of) => total + of[figure], 0)
    const { solution, ...figures } = progress
    const isNews =
      solution !== undefined && (this.best === undefined || compareRanks(progress.rank, this.best.rank) < 0)
    if (isNews) this.best = progress
    const { cost, routes, unassigned, rank } = this.best ?? figures
    const [iterations, iterationsPerS] = [sum('iterations'), sum('iterationsPerS')]
    const joint = { ...figures, iterations, iterationsPerS, cost, routes, unassigned, rank }
    this.onProgress?.(isNews ? { ...joint, solution } : joint)
  }
}
