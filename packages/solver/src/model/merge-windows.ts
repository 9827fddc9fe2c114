import type { Window } from './problem.ts'

/** Ascending and disjoint: touching or overlapping windows become one, so that whoever steps through meets the last last. */
export function mergeWindows(windows: readonly Window[]): Window[] {
  const merged: Window[] = []
  for (const window of windows.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last === undefined || window[0] > last[1]) merged.push(window)
    else merged[merged.length - 1] = [last[0], Math.max(last[1], window[1])]
  }
  return merged
}
