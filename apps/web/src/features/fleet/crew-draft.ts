import type { Driver, LocalDate, Shift, ShiftBreak, Vehicle } from '@cartage/domain'
import type { Inputs } from '../../api/trpc.ts'
import { loadLines, loadOf, type LoadLine } from './load-field.tsx'

/** A vehicle and its shift of one day while they are typed. */
export interface CrewDraft {
  readonly vehicleId: string
  readonly shiftId: string
  readonly name: string
  readonly profile: string
  readonly capacity: readonly LoadLine[]
  readonly skills: readonly string[]
  readonly fixed: number | null
  readonly perHour: number | null
  readonly perKm: number | null
  /** Whether it drives on this day. */
  readonly isDriving: boolean
  readonly start: string
  readonly end: string
  /** Empty for nobody yet. */
  readonly driverId: string
  readonly breaks: readonly BreakDraft[]
}
export interface BreakDraft {
  readonly from: string
  readonly to: string
  readonly minutes: number | null
}

/** A vehicle that is new, with the dimensions and the hours that the others have. */
export function newCrewDraft(
  ids: { readonly vehicleId: string; readonly shiftId: string },
  dimensions: readonly string[],
  like: Shift | undefined,
  profile = 'van',
): CrewDraft {
  return {
    ...ids,
    name: '',
    profile,
    capacity: dimensions.length === 0 ? [{ dimension: 'parcels', amount: null }] : loadLines({}, dimensions),
    skills: [],
    fixed: 0,
    perHour: 0,
    perKm: 0,
    isDriving: true,
    start: like?.start ?? '08:00',
    end: like?.end ?? '17:00',
    driverId: '',
    breaks: like?.breaks ?? [],
  }
}

/** A vehicle that is there, with its shift of the day or the hours it would likely have. */
export function crewDraftOf(
  vehicle: Vehicle,
  shift: Shift | undefined,
  shiftId: string,
  dimensions: readonly string[],
  like: Shift | undefined,
): CrewDraft {
  return {
    vehicleId: vehicle.id,
    shiftId,
    name: vehicle.name,
    profile: vehicle.profile,
    capacity: loadLines(vehicle.capacity, dimensions),
    skills: vehicle.skills,
    ...vehicle.costs,
    isDriving: shift !== undefined,
    start: shift?.start ?? like?.start ?? '08:00',
    end: shift?.end ?? like?.end ?? '17:00',
    driverId: shift?.driverId ?? '',
    breaks: shift?.breaks ?? like?.breaks ?? [],
  }
}

export type CrewProblem = Readonly<
  Partial<Record<'name' | 'capacity' | 'costs' | 'hours' | 'breaks', string>>
>

const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text)

/** What keeps the draft from being saved, by field; empty when nothing does. */
export function crewProblems(draft: CrewDraft): CrewProblem {
  const costs = [draft.fixed, draft.perHour, draft.perKm]
  const isBreakBad = draft.breaks.some(
    ({ from, to, minutes }) =>
      !isTime(from) ||
      !isTime(to) ||
      minutes === null ||
      !Number.isInteger(minutes) ||
      minutes < 1 ||
      minutes > 480,
  )
  return {
    ...(draft.name.trim() === '' ? { name: 'Give it a name, such as van-7.' } : {}),
    ...(Object.values(loadOf(draft.capacity)).some((amount) => amount > 0)
      ? {}
      : { capacity: 'State how much it carries in at least one dimension, such as 80 parcels.' }),
    ...(costs.some((cost) => cost === null || cost < 0) ? { costs: 'Amounts from 0 upwards.' } : {}),
    ...(draft.isDriving && (!isTime(draft.start) || !isTime(draft.end))
      ? { hours: 'Write both times, such as 07:30 and 16:30.' }
      : draft.isDriving && draft.start === draft.end
        ? { hours: 'The shift has no length.' }
        : {}),
    ...(draft.isDriving && isBreakBad ? { breaks: 'A break needs two times and 1 to 480 minutes.' } : {}),
  }
}

export type VehicleFields = Omit<Inputs['vehicles']['create'], 'id' | 'depotId'>
export type ShiftFields = Omit<Inputs['shifts']['create'], 'id' | 'depotId'>

/** What to send for the vehicle. */
export function vehicleFieldsOf(draft: CrewDraft): VehicleFields {
  return {
    name: draft.name.trim(),
    profile: draft.profile,
    capacity: { ...loadOf(draft.capacity) },
    skills: [...draft.skills],
    costs: { fixed: draft.fixed ?? 0, perHour: draft.perHour ?? 0, perKm: draft.perKm ?? 0 },
  }
}

/** What to send for the shift. */
export function shiftFieldsOf(draft: CrewDraft, date: LocalDate): ShiftFields {
  const breaks: ShiftBreak[] = draft.breaks.map(({ from, to, minutes }) => ({
    from,
    to,
    minutes: minutes ?? 0,
  }))
  return {
    vehicleId: draft.vehicleId,
    driverId: draft.driverId === '' ? null : draft.driverId,
    date,
    start: draft.start,
    end: draft.end,
    breaks,
  }
}

/** A driver may have one shift at a time: names of the others stay choosable but say where they drive. */
export function driverOptions(
  drivers: readonly Driver[],
  shifts: readonly Shift[],
  ownShiftId: string,
): readonly { readonly value: string; readonly label: string }[] {
  const busy = new Set(shifts.filter(({ id }) => id !== ownShiftId).map(({ driverId }) => driverId))
  return [
    { value: '', label: 'Nobody yet' },
    ...drivers.map(({ id, name }) => ({
      value: id,
      label: busy.has(id) ? `${name} (has another shift)` : name,
    })),
  ]
}
