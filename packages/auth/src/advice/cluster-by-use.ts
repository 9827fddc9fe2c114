/** 0 for the same sets, 1 for sets that share nothing (Jaccard's distance). */
export function jaccardDistance(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  if (some.size === 0 && others.size === 0) return 0
  let shared = 0
  for (const value of some) if (others.has(value)) shared++
  return 1 - shared / (some.size + others.size - shared)
}

/**
 * Groups what uses nearly the same: agglomerative clustering with average linkage (Sokal and Michener 1958), which joins the two nearest
 * groups as long as they are no further apart than `furthest`. Answers indices, each once; cubic, for some hundred members.
 */
export function clusterByUse(
  sets: readonly ReadonlySet<string>[],
  furthest: number,
): readonly (readonly number[])[] {
  const apart = sets.map((some) => sets.map((others) => jaccardDistance(some, others)))
  let groups: (readonly number[])[] = sets.map((_, index) => [index])
  while (groups.length > 1) {
    const nearest = nearestPair(groups, apart)
    if (nearest.distance > furthest) break
    const joined = [...(groups[nearest.a] ?? []), ...(groups[nearest.b] ?? [])].toSorted((a, b) => a - b)
    groups = [...groups.filter((_, index) => index !== nearest.a && index !== nearest.b), joined]
  }
  return groups
}

function nearestPair(groups: readonly (readonly number[])[], apart: readonly (readonly number[])[]) {
  let nearest = { a: 0, b: 1, distance: Number.POSITIVE_INFINITY }
  for (const [a, some] of groups.entries()) {
    for (let b = a + 1; b < groups.length; b++) {
      const distance = averageDistance(some, groups[b] ?? [], apart)
      if (distance < nearest.distance) nearest = { a, b, distance }
    }
  }
  return nearest
}

function averageDistance(
  some: readonly number[],
  others: readonly number[],
  apart: readonly (readonly number[])[],
): number {
  let sum = 0
  for (const a of some) for (const b of others) sum += apart[a]?.[b] ?? 1
  return sum / (some.length * others.length)
}
