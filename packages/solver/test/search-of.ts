import type { Objective, Prepared } from '../src/index.ts'
import { Neighbourhood } from '../src/search/neighbourhood.ts'
import { Search } from '../src/search/search.ts'
import { searchSpace } from '../src/search/space.ts'
import { finish } from '../src/search/steps.ts'

/** A search that nothing has been asked of yet. */
export function searchOf(prepared: Prepared, objective: Objective, seed: number): Search {
  const space = searchSpace(prepared, objective)
  const neighbourhood = new Neighbourhood(space)
  finish(neighbourhood.list())
  return new Search(space, seed, neighbourhood)
}
