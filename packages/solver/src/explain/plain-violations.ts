import type { Job, Shift, Shipment } from '../model/problem.ts'
import type { Violation } from '../model/solution.ts'

/**
 * The rules that a task breaks on a shift whatever else is on it and wherever it is: as evaluation names them, but read from the two
 * alone, so that they can be told however little time there is. They are the most telling ones.
 */
export function plainViolations(source: Job | Shipment, shift: Shift, stop: number): Violation[] {
  const { id: job, skills, forbiddenSkills = [], zone = '', pin } = source
  const broken = (rule: 'pinnedShift' | 'forbiddenSkill' | 'zone', by: number): Violation[] =>
    by > 0 ? [{ kind: 'ruleBroken', rule, stop, job, by }] : []
  return [
    ...broken('pinnedShift', (pin?.shift ?? shift.id) === shift.id ? 0 : 1),
    ...skills
      .filter((skill) => !shift.skills.includes(skill))
      .map((skill): Violation => ({ kind: 'missingSkill', stop, job, skill })),
    ...broken('forbiddenSkill', forbiddenSkills.filter((skill) => shift.skills.includes(skill)).length),
    ...broken('zone', (shift.allowedZones?.includes(zone) ?? true) ? 0 : 1),
  ]
}
