import { listNearest, narrow, noNeighbours } from './neighbours.ts'
import type { Neighbours } from './neighbours.ts'
import type { Space } from './space.ts'
import type { Steps } from './steps.ts'

/** Neighbours of a stop. */
const NEAR = 100
/** Those beside which it is inserted; where ways are missing many of them are of no use. */
export const PLACES = 24
/** In a capacitated problem, where a look is quick. */
const PLACES_WITH_TIME = 60
const PLACES_WITH_GAPS = 40

/** Which stops a search takes for near. In a large problem it takes a while to list them, so that it is done in steps. */
export class Neighbourhood {
  readonly near: Neighbours
  /** Those beside which a task is inserted: windows count as well. */
  readonly places: Neighbours
  private readonly space: Space

  constructor(space: Space) {
    const { hasGaps, light } = space
    this.space = space
    this.near = noNeighbours(space, NEAR)
    this.places = noNeighbours(space, hasGaps ? PLACES_WITH_GAPS : light ? PLACES_WITH_TIME : PLACES)
  }

  /** Fills the lists; ended early, nodes of the first stop alone stand in those that are left. */
  *list(): Steps {
    const { space, near, places } = this
    yield* listNearest(space, near, { waitWeight: 0 })
    if (space.timed) yield* listNearest(space, places, { waitWeight: 1, among: near })
    else narrow(near, places)
  }
}
