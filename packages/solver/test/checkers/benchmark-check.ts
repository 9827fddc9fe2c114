/** What an independent check of a benchmark answer found: the cost by the family's own rule, and what is broken. */
export interface BenchmarkCheck {
  readonly cost: number
  readonly faults: readonly string[]
}

/** Customers in the order of their visits, by the number that the family's file gives them. */
export type Routes = readonly (readonly string[])[]

/** Every customer exactly once. */
export function countVisits(routes: Routes, expected: readonly string[], faults: string[]): void {
  const visits = routes.flat().toSorted()
  if (visits.join(' ') !== expected.toSorted().join(' '))
    faults.push('not every customer is visited exactly once')
}
