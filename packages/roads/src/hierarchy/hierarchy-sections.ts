import type { SectionReader, Sections } from '../sections.ts'
import type { Hierarchy, WeightedArcs } from './ranked-graph.ts'

/** The hierarchy as named arrays. */
export function hierarchySections({ up, down, parent }: Hierarchy): Sections {
  return { ...arcsSections('up', up), ...arcsSections('down', down), parent }
}

/** Views the hierarchy in an opened file. */
export function openHierarchy(file: SectionReader): Hierarchy {
  const parent = file.uint32('parent')
  return { nodeCount: parent.length, up: openArcs('up', file), down: openArcs('down', file), parent }
}

function arcsSections(prefix: string, arcs: WeightedArcs): Sections {
  return Object.fromEntries(Object.entries(arcs).map(([name, array]) => [`${prefix}.${name}`, array]))
}

function openArcs(prefix: string, file: SectionReader): WeightedArcs {
  return {
    offsets: file.uint32(`${prefix}.offsets`),
    other: file.uint32(`${prefix}.other`),
    weight: file.float64(`${prefix}.weight`),
    middle: file.uint32(`${prefix}.middle`),
  }
}
