import type { BenchmarkCheck, Routes } from './benchmark-check.ts'
import { countVisits } from './benchmark-check.ts'

/**
 * Checks routes of customer numbers against the text of a Solomon or Gehring & Homberger file: truncated tenths
 * (`dimacs`) or doubles with windows kept within 0.001 (`exact`). Shares no code with the solver.
 */
export function checkSolomon(text: string, routes: Routes, rule: 'dimacs' | 'exact'): BenchmarkCheck {
  const rows = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((row) => row.length === 7 && row.every(Number.isFinite))
  const [vehicles, capacity] = /NUMBER\s+CAPACITY\s+(\d+)\s+(\d+)/.exec(text)!.slice(1).map(Number)
  const unit = rule === 'dimacs' ? 10 : 1
  const distance = (a: number[], b: number[]) => {
    const length = Math.sqrt((a[1]! - b[1]!) ** 2 + (a[2]! - b[2]!) ** 2)
    return rule === 'dimacs' ? Math.floor(10 * length + 1e-9) : length
  }
  const byId = new Map(rows.map((row) => [String(row[0]), row]))
  const depot = rows[0]!
  const slack = rule === 'dimacs' ? 0 : 0.0011
  const faults: string[] = []
  if (routes.length > vehicles!) faults.push(`${routes.length} vehicles of ${vehicles}`)
  countVisits(
    routes,
    rows.slice(1).map((row) => String(row[0])),
    faults,
  )
  let total = 0
  for (const route of routes) {
    let clock = depot[4]! * unit
    let load = 0
    let at = depot
    for (const id of route) {
      const to = byId.get(id)!
      total += distance(at, to)
      clock = Math.max(clock + distance(at, to), to[4]! * unit)
      if (clock > to[5]! * unit + slack) faults.push(`${id} is late`)
      clock += to[6]! * unit
      load += to[3]!
      at = to
    }
    total += distance(at, depot)
    if (clock + distance(at, depot) > depot[5]! * unit + slack) faults.push('back late')
    if (load > capacity!) faults.push(`load ${load} of ${capacity}`)
  }
  return { cost: rule === 'dimacs' ? total / 10 : Math.round(total * 100) / 100, faults }
}
