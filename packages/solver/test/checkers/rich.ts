import type { BenchmarkCheck } from './benchmark-check.ts'

/** What one vehicle (numbered from 1, as in the file) does: its trips, each the customers' node numbers minus one. */
export interface RichRoute {
  readonly vehicle: number
  readonly trips: readonly (readonly string[])[]
}

/** How figures of a file become whole ones: nearest, truncated tenths, nearest thousandth. */
export type Rounding = 'round' | 'dimacs' | 'exact'

const ROUNDINGS: Readonly<Record<Rounding, (value: number) => number>> = {
  round: Math.round,
  dimacs: (value) => Math.trunc(10 * value),
  exact: (value) => Math.round(1000 * value),
}

/**
 * Checks routes against a file of PyVRP's VRPLIB dialect: vehicles of their own capacity, costs and depot,
 * windows, service and release times, several trips, longest duration, backhauls after linehauls and never
 * first, prizes. The cost is in whole figures of the rounding: unit costs times distance, fixed costs, prizes
 * not collected. Shares no code with the solver.
 */
export function checkRich(text: string, routes: readonly RichRoute[], rounding: Rounding): BenchmarkCheck {
  const file = readFile(text, ROUNDINGS[rounding])
  const faults = visitFaults(file, routes)
  const vehicles = routes.map((route) => route.vehicle)
  if (new Set(vehicles).size !== vehicles.length) faults.push('a vehicle has two routes')
  let cost = 0
  for (const route of routes) {
    if (route.vehicle < 1 || route.vehicle > file.vehicles)
      faults.push(`there is no vehicle ${route.vehicle}`)
    const depot = file.depotOf(route.vehicle)
    cost += file.fixedCost(route.vehicle)
    for (const trip of route.trips) {
      const nodes = [depot, ...trip.map(Number), depot]
      for (let i = 1; i < nodes.length; i++)
        cost += file.unitCost(route.vehicle) * file.distance(nodes[i - 1]!, nodes[i]!)
      faults.push(...loadFaults(file, route.vehicle, trip.map(Number)))
    }
    faults.push(...timeFaults(file, route, depot))
  }
  const served = new Set(routes.flatMap((route) => route.trips.flat().map(Number)))
  for (const node of file.customers) if (!served.has(node)) cost += file.prize(node)
  return { cost, faults }
}

interface RichFile {
  readonly customers: readonly number[]
  readonly vehicles: number
  readonly hasBackhauls: boolean
  readonly longest: number
  readonly distance: (from: number, to: number) => number
  readonly demand: (node: number) => number
  readonly backhaul: (node: number) => number
  readonly service: (node: number) => number
  readonly opens: (node: number) => number
  readonly closes: (node: number) => number
  readonly release: (node: number) => number
  readonly prize: (node: number) => number
  readonly capacity: (vehicle: number) => number
  readonly fixedCost: (vehicle: number) => number
  readonly unitCost: (vehicle: number) => number
  readonly depotOf: (vehicle: number) => number
  readonly mayReload: (vehicle: number, depot: number) => boolean
}

function readFile(text: string, whole: (value: number) => number): RichFile {
  const fields = new Map<string, string>()
  const sections = new Map<string, number[][]>()
  let section: number[][] | undefined
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    const field = /^([A-Z_]+)\s*:\s*(.*)$/.exec(line)
    if (field !== null) fields.set(field[1]!, field[2]!)
    else if (line.endsWith('_SECTION')) {
      section = []
      sections.set(line.slice(0, -'_SECTION'.length), section)
    } else if (/^-?\d/.test(line)) section?.push(line.split(/\s+/).map(Number))
  }
  const size = Number(fields.get('DIMENSION'))
  const points = sections.get('NODE_COORD')!
  const depots = sections.get('DEPOT')!.map((row) => row[0]!)
  const isDepot = (node: number) => depots.includes(node + 1)
  const customers = Array.from({ length: size }, (_, node) => node).filter((node) => !isDepot(node))
  /** A column of a section by its first (one number a node or vehicle), or the field that holds for all. */
  const figure = (name: string, otherwise: number, column = 1) => {
    const rows = sections.get(name)
    const every = fields.has(name) ? Number(fields.get(name)) : otherwise
    const byNumber = new Map(rows?.map((row) => [row[0]!, row[column]!]))
    return (number: number) => (rows === undefined ? every : byNumber.get(number)!)
  }
  const ofNode = (name: string, otherwise: number, column = 1) => {
    const values = figure(name, otherwise, column)
    return (node: number) => {
      const value = values(node + 1)
      return Number.isFinite(value) ? whole(value) : value
    }
  }
  const service = ofNode('SERVICE_TIME', 0)
  const capacity = figure('CAPACITY', Infinity)
  const fixed = figure('VEHICLES_FIXED_COST', 0)
  const depotNumber = figure('VEHICLES_DEPOT', depots[0]!)
  const reloads = new Map(sections.get('VEHICLES_RELOAD_DEPOT')?.map((row) => [row[0]!, row.slice(1)]))
  return {
    customers,
    vehicles: Number(fields.get('VEHICLES') ?? customers.length),
    hasBackhauls: sections.has('BACKHAUL'),
    longest: fields.has('VEHICLES_MAX_DURATION')
      ? whole(Number(fields.get('VEHICLES_MAX_DURATION')))
      : Infinity,
    distance: (from, to) =>
      whole(Math.hypot(points[from]![1]! - points[to]![1]!, points[from]![2]! - points[to]![2]!)),
    demand: ofNode('DEMAND', 0),
    backhaul: ofNode('BACKHAUL', 0),
    service: (node) => (isDepot(node) && fields.has('SERVICE_TIME') ? 0 : service(node)),
    opens: ofNode('TIME_WINDOW', 0),
    closes: ofNode('TIME_WINDOW', Infinity, 2),
    release: ofNode('RELEASE_TIME', 0),
    prize: ofNode('PRIZE', 0),
    capacity: (vehicle) => whole(capacity(vehicle)),
    fixedCost: (vehicle) => whole(fixed(vehicle)),
    unitCost: figure('VEHICLES_UNIT_DISTANCE_COST', 1),
    depotOf: (vehicle) => depotNumber(vehicle) - 1,
    mayReload: (vehicle, depot) => reloads.get(vehicle)?.includes(depot + 1) ?? false,
  }
}

/** Every customer at most once, and those without a prize exactly once. */
function visitFaults(file: RichFile, routes: readonly RichRoute[]): string[] {
  const visits = new Map<number, number>()
  for (const node of routes.flatMap((route) => route.trips.flat().map(Number))) {
    visits.set(node, (visits.get(node) ?? 0) + 1)
  }
  const known = new Set(file.customers)
  return [
    ...[...visits].filter(([node]) => !known.has(node)).map(([node]) => `${node} is no customer`),
    ...[...visits].filter(([, count]) => count > 1).map(([node]) => `${node} is visited twice`),
    ...file.customers
      .filter((node) => !visits.has(node) && file.prize(node) === 0)
      .map((node) => `${node} is not visited`),
  ]
}

function loadFaults(file: RichFile, vehicle: number, trip: readonly number[]): string[] {
  const faults: string[] = []
  if (trip.length === 0) faults.push('an empty trip')
  let load = trip.reduce((sum, node) => sum + file.demand(node), 0)
  let most = load
  for (const node of trip) {
    load += file.backhaul(node) - file.demand(node)
    most = Math.max(most, load)
  }
  if (most > file.capacity(vehicle)) faults.push(`load ${most} of ${file.capacity(vehicle)}`)
  if (file.hasBackhauls) {
    const first = trip.findIndex((node) => file.backhaul(node) > 0)
    if (first === 0) faults.push('a route starts with a backhaul')
    if (first >= 0 && trip.slice(first).some((node) => file.demand(node) > 0))
      faults.push('a linehaul after a backhaul')
  }
  return faults
}

/** Windows, releases and duration of a route: forwards for the earliest return, back for the latest departure. */
function timeFaults(file: RichFile, { vehicle, trips }: RichRoute, depot: number): string[] {
  const faults: string[] = []
  if (trips.length > 1 && !file.mayReload(vehicle, depot)) faults.push(`vehicle ${vehicle} may not reload`)
  const stops = trips.flatMap((trip) => [
    { node: depot, from: Math.max(file.opens(depot), ...trip.map((id) => file.release(Number(id)))) },
    ...trip.map((id) => ({ node: Number(id), from: file.opens(Number(id)) })),
  ])
  const visits = [...stops, { node: depot, from: file.opens(depot) }]
  let clock = -Infinity
  visits.forEach(({ node, from }, index) => {
    const before = visits[index - 1]
    if (before !== undefined) clock += file.service(before.node) + file.distance(before.node, node)
    clock = Math.max(clock, from)
    if (clock > file.closes(node)) faults.push(`${node} is late by ${clock - file.closes(node)}`)
  })
  let latest = clock
  for (let index = visits.length - 2; index >= 0; index--) {
    const [visit, after] = [visits[index]!, visits[index + 1]!]
    latest -= file.distance(visit.node, after.node) + file.service(visit.node)
    latest = Math.min(latest, file.closes(visit.node))
  }
  if (clock - latest > file.longest) faults.push(`takes ${clock - latest} of ${file.longest}`)
  return faults
}
