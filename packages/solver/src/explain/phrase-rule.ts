import type { Prepared } from '../model/prepare.ts'
import type { Violation } from '../model/solution.ts'
import { sourceOf } from '../model/source-of.ts'
import { minutes } from './minutes.ts'

/**
 * Says what a rule of routes has against a task; `which` names the shifts, as in `any of the 3 shifts`, and `skills` are
 * those that they have and it forbids.
 */
export function phraseRule(
  prepared: Prepared,
  job: string,
  { rule, by, relation }: Violation & { readonly kind: 'ruleBroken' },
  { which, skills }: { readonly which: string; readonly skills: readonly string[] },
): string {
  const source = sourceOf(prepared, job)
  switch (rule) {
    case 'latestStart':
      return `Serving it needs a start ${minutes(by)} later than ${which} may leave.`
    case 'releaseTime':
      return `Its goods are at the depot ${minutes(by)} too late for ${which}.`
    case 'maxDriving':
      return `Serving it takes ${minutes(by)} more driving than is allowed on ${which}.`
    case 'maxWork':
      return `Serving it takes ${minutes(by)} more work than is allowed on ${which}.`
    case 'maxRide':
      return `The ride from its pickup to its delivery takes ${minutes(by)} too long on ${which}.`
    case 'maxTrips':
      return `Serving it takes more trips than are allowed on ${which}.`
    case 'depotHours':
      return `The depot closes ${minutes(by)} before ${which} could load there.`
    case 'reloadDepot':
      return `The depot is none where ${which} may load.`
    case 'rest':
      return `Serving it leaves no room for a rest that is owed on ${which}.`
    case 'forbiddenSkill':
      return `Must not be served with ${listed(skills)}, which ${which} has.`
    case 'zone':
      return source?.zone === undefined
        ? `Is in no zone, and ${which} serves certain zones only.`
        : `Is in the zone "${source.zone}", which ${which} does not serve.`
    case 'goods':
      return `Its goods must not be beside what is on board of ${which}.`
    case 'pinnedShift':
      return `Is bound to the shift "${source?.pin?.shift ?? ''}", not to ${which}.`
    case 'pinnedPosition':
      return `Cannot stand at the position that it is bound to on ${which}.`
    case 'pinnedTime':
      return `Cannot be served at the time that it is bound to on ${which}: ${minutes(by)} off at best.`
    case 'prefix':
      return `The first stops of ${which} are promised already, and leave no room for it.`
    case 'group':
      return 'Another task of its group is served instead.'
    case 'mostChanges':
      return `No more tasks may change their shift; it would be ${by} too many.`
    case 'relation':
      return `Cannot keep its relation (${relationWords(prepared, relation ?? -1, job)}) on ${which}.`
  }
}

/** What a relation asks of a task, and with whom. */
export function relationWords({ problem }: Prepared, index: number, job: string): string {
  const relation = problem.relations?.[index]
  if (relation === undefined) return 'with other tasks'
  if (relation.kind === 'before') {
    if (relation.second === job) return `after "${relation.first}"`
    return relation.first === job
      ? `before "${relation.second}"`
      : `of "${relation.first}", "${relation.second}"`
  }
  const others = listed(relation.tasks.filter((id) => id !== job))
  // Another task's relation may be what is broken.
  if (!relation.tasks.includes(job)) return `of ${others}`
  switch (relation.kind) {
    case 'sameVehicle':
      return `same vehicle as ${others}`
    case 'differentVehicles':
      return `another vehicle than ${others}`
    case 'sequence':
      return `in sequence with ${others}`
    case 'directSequence':
      return `directly in sequence with ${others}`
    case 'synchronised':
      return `at the same time as ${others}`
  }
}

/** Names in quotation marks. */
export const listed = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')
