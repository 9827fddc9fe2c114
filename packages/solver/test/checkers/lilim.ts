import type { BenchmarkCheck, Routes } from './benchmark-check.ts'
import { countVisits } from './benchmark-check.ts'

/** Checks routes of task numbers against a Li & Lim file in double precision. */
export function checkLiLim(text: string, routes: Routes): BenchmarkCheck {
  const [head, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const byId = new Map(rows.map((row) => [String(row[0]), row]))
  const depot = rows[0]!
  const faults: string[] = []
  if (routes.length > head![0]!) faults.push('too many vehicles')
  countVisits(
    routes,
    rows.slice(1).map((row) => String(row[0])),
    faults,
  )
  let cost = 0
  for (const route of routes) {
    let clock = depot[4]!
    let load = 0
    let at = depot
    route.forEach((id, index) => {
      const to = byId.get(id)!
      const length = Math.hypot(to[1]! - at[1]!, to[2]! - at[2]!)
      cost += length
      clock = Math.max(clock + length, to[4]!)
      if (clock > to[5]! + 0.0011) faults.push(`${id} is late`)
      clock += to[6]!
      load += to[3]!
      if (load > head![1]!) faults.push('overloaded')
      const pickup = String(to[7])
      if (pickup !== '0' && !route.slice(0, index).includes(pickup)) faults.push(`${id} before its pickup`)
      const delivery = String(to[8])
      if (delivery !== '0' && !route.slice(index).includes(delivery))
        faults.push(`${id} without its delivery`)
      at = to
    })
    const home = Math.hypot(depot[1]! - at[1]!, depot[2]! - at[2]!)
    cost += home
    if (clock + home > depot[5]! + 0.0011) faults.push('back late')
  }
  return { cost: Math.round(cost * 100) / 100, faults }
}
