import type { BuildProgress } from '@cartage/roads'
import type { Io } from './io.ts'

/** A terminal's line is written over this often. */
const EVERY_MS = 100
/** Before that a phase has shown too little to say how long it will take. */
const ESTIMATE_FROM_MS = 500

export interface BuildProgressView {
  readonly report: (progress: BuildProgress) => void
  /** Ends the last phase. */
  readonly finish: () => void
  /** Takes back the line of a phase that did not come to its end. */
  readonly clear: () => void
}

/**
 * Shows on stderr how a build gets on: a line for each phase when it is over, with the time it took and its rate. On a
 * terminal the line of the phase that runs is written over, with its share, rate and the time left. `nowMs` is for tests.
 */
export function showBuildProgress(io: Io, nowMs: () => number = () => performance.now()): BuildProgressView {
  let last: BuildProgress | undefined
  let startedMs = 0
  let shownMs = -Infinity

  const finish = (): void => {
    if (!last) return
    const elapsedMs = nowMs() - startedMs
    const line = joined([phaseAndTime(last.phase, elapsedMs), amountAndRate(last, elapsedMs)])
    io.stderr(`${io.isTerminal === true ? clearLine : ''}${line}\n`)
    last = undefined
  }
  const report = (progress: BuildProgress): void => {
    const now = nowMs()
    if (progress.phase !== last?.phase) {
      finish()
      startedMs = now
      shownMs = -Infinity
    }
    last = progress
    if (io.isTerminal !== true || now - shownMs < EVERY_MS) return
    shownMs = now
    io.stderr(`${clearLine}${runningLine(progress, now - startedMs)}`)
  }
  const clear = (): void => {
    if (last && io.isTerminal === true) io.stderr(clearLine)
    last = undefined
  }
  return { report, finish, clear }
}

const clearLine = '\r\u001b[K'

function runningLine(progress: BuildProgress, elapsedMs: number): string {
  const { phase, done, total } = progress
  const time = phaseAndTime(phase, elapsedMs)
  if (progress.unit === undefined || total <= 0) return time
  const share = `${Math.floor((100 * done) / total)} %`
  const leftMs = done > 0 ? (elapsedMs / done) * (total - done) : 0
  const isKnown = done > 0 && elapsedMs >= ESTIMATE_FROM_MS
  return joined([time, share, rate(progress, elapsedMs), isKnown ? `${seconds(leftMs)} left` : ''])
}

function phaseAndTime(phase: string, elapsedMs: number): string {
  return `${phase.padEnd(18)} ${seconds(elapsedMs).padStart(8)}`
}

function amountAndRate(progress: BuildProgress, elapsedMs: number): string {
  const { unit, done } = progress
  if (unit === undefined) return ''
  const amount = unit === 'bytes' ? `${megabytes(done)} MB` : `${done} ${unit}`
  return joined([amount, rate(progress, elapsedMs)])
}

function rate({ unit, done }: BuildProgress, elapsedMs: number): string {
  if (unit === undefined || unit === 'files' || elapsedMs <= 0 || done <= 0) return ''
  const perSecond = (1000 * done) / elapsedMs
  return unit === 'bytes' ? `${megabytes(perSecond)} MB/s` : `${Math.round(perSecond)} ${unit}/s`
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}

function seconds(ms: number): string {
  return ms < 100_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}
