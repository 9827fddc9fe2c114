import type { BenchmarkCheck, Routes } from './benchmark-check.ts'
import { countVisits } from './benchmark-check.ts'

/** Checks routes (node number minus one) against a CVRPLIB file, EUC_2D rounded or LOWER_ROW explicit. */
export function checkCvrplib(text: string, routes: Routes): BenchmarkCheck {
  const dimension = Number(/DIMENSION\s*:\s*(\d+)/.exec(text)![1])
  const capacity = Number(/CAPACITY\s*:\s*(\d+)/.exec(text)![1])
  const section = (name: string) => {
    const after = text.split(`${name}_SECTION`)[1] ?? ''
    return after.split(/[A-Z]/)[0]!.trim().split(/\s+/).map(Number)
  }
  const demands = new Map<number, number>()
  const demandFigures = section('DEMAND')
  for (let i = 0; i < 2 * dimension; i += 2) demands.set(demandFigures[i]! - 1, demandFigures[i + 1]!)
  const isExplicit = text.includes('EXPLICIT')
  const figures = section(isExplicit ? 'EDGE_WEIGHT' : 'NODE_COORD')
  const distance = (a: number, b: number) => {
    if (a === b) return 0
    if (isExplicit) return figures[(Math.max(a, b) * (Math.max(a, b) - 1)) / 2 + Math.min(a, b)]!
    const dx = figures[3 * a + 1]! - figures[3 * b + 1]!
    const dy = figures[3 * a + 2]! - figures[3 * b + 2]!
    return Math.floor(Math.sqrt(dx * dx + dy * dy) + 0.5)
  }
  const faults: string[] = []
  countVisits(
    routes,
    Array.from({ length: dimension - 1 }, (_, i) => String(i + 1)),
    faults,
  )
  let cost = 0
  for (const route of routes) {
    const nodes = [0, ...route.map(Number), 0]
    for (let i = 1; i < nodes.length; i++) cost += distance(nodes[i - 1]!, nodes[i]!)
    const load = nodes.reduce((sum, node) => sum + (demands.get(node) ?? 0), 0)
    if (load > capacity) faults.push(`load ${load} of ${capacity}`)
  }
  return { cost, faults }
}
