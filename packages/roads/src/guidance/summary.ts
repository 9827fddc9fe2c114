import type { Stretch } from './drive-line.ts'
import type { RoadLabels } from './road-labels.ts'

const namesInSummary = 2

/** Names of the streets on which a drive spends most of its time, in the order driven. */
export function summaryOf(stretches: readonly Stretch[], labels: RoadLabels): string {
  const msByTitle = new Map<number, number>()
  for (const { way, ms } of stretches) {
    const title = labels.titleIndex(way)
    if (title !== 0) msByTitle.set(title, (msByTitle.get(title) ?? 0) + ms)
  }
  const longest = [...msByTitle]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, namesInSummary)
    .map(([title]) => title)
  const inOrder = [...msByTitle.keys()].filter((title) => longest.includes(title))
  return inOrder.map((title) => labels.text(title)).join(', ')
}
