/** What an independent check of a benchmark answer found: the cost by the family's own rule, and what is broken. */
export interface BenchmarkCheck {
  readonly cost: number
  readonly faults: readonly string[]
}

type Routes = readonly (readonly string[])[]

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

function countVisits(routes: Routes, expected: readonly string[], faults: string[]): void {
  const visits = routes.flat().toSorted()
  if (visits.join(' ') !== expected.toSorted().join(' '))
    faults.push('not every customer is visited exactly once')
}
