export type TracePoint = readonly [seconds: number, cost: number]

/** A chart shows no more than this. */
const POINTS = 120

/** At most 120 points of a falling curve: its first, its last, and the rest evenly by number. */
export function thinTrace(trace: readonly TracePoint[]): readonly TracePoint[] {
  if (trace.length <= POINTS) return [...trace]
  const step = (trace.length - 1) / (POINTS - 1)
  return Array.from({ length: POINTS }, (_, index) => trace[Math.round(index * step)] ?? [0, 0])
}
