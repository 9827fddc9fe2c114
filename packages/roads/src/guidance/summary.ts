import type { Stretch } from './drive-line.ts'
import type { RoadLabels } from './road-labels.ts'

const namesInSummary = 2

/** Names of the streets on which a drive spends most of its time, in the order driven. */
export function summaryOf(stretches: readonly Stretch[], labels: RoadLabels): string {
  const msByTitle = new Map<string, number>()
  for (const { way, ms } of stretches) {
    const title = labels.title(way)
    if (title !== '') msByTitle.set(title, (msByTitle.get(title) ?? 0) + ms)
  }
  const longest = [...msByTitle].toSorted(([, a], [, b]) => b - a).slice(0, namesInSummary)
  return [...msByTitle.keys()].filter((title) => longest.some(([name]) => name === title)).join(', ')
}
