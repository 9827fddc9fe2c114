import type { RegionProgress } from '@cartage/domain'
import type { BuildProgress } from '@cartage/roads'

/** Before that a phase has shown too little to tell its pace. */
const TELL_FROM_MS = 500

/** Adds the pace of each phase, and how long it still takes at that pace. `nowMs` is for tests. */
export function buildPace(
  nowMs: () => number = () => performance.now(),
): (progress: BuildProgress) => RegionProgress {
  let phase: string | undefined
  let startedMs = 0
  let startedAt = 0
  return (progress) => {
    const now = nowMs()
    if (progress.phase !== phase) {
      phase = progress.phase
      startedMs = now
      startedAt = progress.done
    }
    const { done, total, unit } = progress
    const elapsedS = (now - startedMs) / 1_000
    const perSecond = (done - startedAt) / elapsedS
    if (unit === undefined || elapsedS * 1_000 < TELL_FROM_MS || perSecond <= 0) return progress
    return { ...progress, perSecond, leftS: Math.max(0, total - done) / perSecond }
  }
}
