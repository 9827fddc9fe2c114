import type { Job } from '../model/problem.ts'
import { FormatError } from './format-error.ts'
import { timeReader } from './read-figures.ts'
import { perNode } from './vrplib-columns.ts'
import type { Columns } from './vrplib-columns.ts'
import { readGroups } from './vrplib-relations.ts'
import type { VrplibFile } from './vrplib-sections.ts'

interface Surroundings {
  readonly size: number
  readonly clients: readonly number[]
  readonly windows: Columns | undefined
  readonly whole: (value: number) => number
  readonly isVrpb: boolean
}

/** The clients of a file as jobs, with as many loads as the longest row of demands has. */
export function readClients(
  file: VrplibFile,
  { size, clients, windows, whole, isVrpb }: Surroundings,
): { readonly jobs: readonly Job[]; readonly width: number } {
  const nodes = { size, of: clients }
  const demand = readDemand(file, nodes)
  const backhaul = perNode(file, 'BACKHAUL', nodes, { width: 'same' })
  const service = perNode(file, 'SERVICE_TIME', nodes, { read: timeReader(whole) })
  const release = perNode(file, 'RELEASE_TIME', nodes, { read: timeReader(whole) })
  const prize = perNode(file, 'PRIZE', nodes)
  const groups = readGroups(file, size, clients)
  const width = Math.max(demand?.width ?? 0, backhaul?.width ?? 0)
  const padded = (figures: readonly number[] | undefined) =>
    Array.from({ length: width }, (_, d) => figures?.[d] ?? 0)
  const jobs = clients.map((node): Job => {
    const brings = padded(demand?.at(node))
    const takes = padded(backhaul?.at(node))
    const isBackhaul = takes.some((figure) => figure > 0)
    const isLinehaul = brings.some((figure) => figure > 0)
    if (isVrpb && isBackhaul && isLinehaul) {
      refuse(backhaul, node, 'has a demand as well, which a VRPB does not allow')
    }
    const [from, to] = windows?.at(node) ?? []
    const money = whole(prize?.at(node)[0] ?? 0)
    const group = groups.get(node)
    if (money > 0 && group !== undefined) {
      refuse(prize, node, 'is in a mutually exclusive group, whose clients have no prize here')
    }
    const releaseS = whole(release?.at(node)[0] ?? 0)
    const kind = isBackhaul && !isLinehaul ? 'pickup' : 'delivery'
    if (releaseS > 0 && kind === 'pickup') {
      refuse(release, node, 'is a pickup; only what is delivered is released')
    }
    return {
      id: String(node),
      kind,
      location: node,
      load: isVrpb ? [...brings, ...takes] : kind === 'pickup' ? takes : brings,
      ...(isBackhaul && isLinehaul ? { takes } : {}),
      serviceS: whole(service?.at(node)[0] ?? 0),
      windows: from === undefined || to === undefined ? [] : [[whole(from), whole(to)]],
      skills: [],
      priority: 0,
      ...(money > 0 ? { prize: money } : {}),
      ...(group === undefined ? {} : { group }),
      ...(releaseS > 0 ? { releaseS } : {}),
    }
  })
  return { jobs, width }
}

/** Demands, which a file of backhauls may call linehauls. */
function readDemand(file: VrplibFile, nodes: Parameters<typeof perNode>[2]): Columns | undefined {
  const demand = perNode(file, 'DEMAND', nodes, { width: 'same' })
  const linehaul = perNode(file, 'LINEHAUL', nodes, { width: 'same' })
  if (demand === undefined || linehaul === undefined) return demand ?? linehaul
  throw new FormatError(linehaul.lineOf(-1), linehaul.name, `says the same as ${demand.name}`)
}

function refuse(columns: Columns | undefined, node: number, message: string): never {
  throw new FormatError(columns?.lineOf(node) ?? 0, columns?.name ?? 'file', `node ${node + 1} ${message}`)
}
