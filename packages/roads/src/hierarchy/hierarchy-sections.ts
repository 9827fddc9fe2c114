import type { SectionReader, Sections } from '../sections.ts'
import type { Hierarchy, RankedArcs } from './hierarchy.ts'

/** The hierarchy as named arrays. */
export function hierarchySections({ rank, upward, downward, first, second }: Hierarchy): Sections {
  return {
    rank,
    first,
    second,
    ...rankedArcsSections('upward', upward),
    ...rankedArcsSections('downward', downward),
  }
}

/** Views the hierarchy in an opened file. */
export function openHierarchy(file: SectionReader): Hierarchy {
  return {
    rank: file.uint32('rank'),
    first: file.uint32('first'),
    second: file.uint32('second'),
    upward: openRankedArcs('upward', file),
    downward: openRankedArcs('downward', file),
  }
}

function rankedArcsSections(prefix: string, arcs: RankedArcs): Sections {
  return Object.fromEntries(Object.entries(arcs).map(([name, array]) => [`${prefix}.${name}`, array]))
}

function openRankedArcs(prefix: string, file: SectionReader): RankedArcs {
  return {
    offsets: file.uint32(`${prefix}.offsets`),
    other: file.uint32(`${prefix}.other`),
    weight: file.float64(`${prefix}.weight`),
    length: file.float64(`${prefix}.length`),
    arc: file.uint32(`${prefix}.arc`),
  }
}
