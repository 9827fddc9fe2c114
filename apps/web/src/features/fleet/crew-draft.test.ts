import { describe, expect, it } from 'vitest'
import { crewProblems, newCrewDraft, shiftFieldsOf, vehicleFieldsOf, type CrewDraft } from './crew-draft.ts'

const ids = {
  vehicleId: '0198f0aa-0000-4000-8000-000000000001',
  shiftId: '0198f0aa-0000-4000-8000-000000000002',
}
const aDraft = (fields: Partial<CrewDraft> = {}): CrewDraft => ({
  ...newCrewDraft(ids, [], undefined),
  name: 'van-7',
  capacity: [{ dimension: 'parcels', amount: 80 }],
  ...fields,
})

describe('a vehicle typed by hand', () => {
  it('is ready with a name and one capacity', () => {
    expect(crewProblems(aDraft())).toEqual({})
    expect(vehicleFieldsOf(aDraft())).toMatchObject({ name: 'van-7', capacity: { parcels: 80 } })
  })

  it('may not be without capacity', () => {
    expect(crewProblems(aDraft({ capacity: [{ dimension: 'parcels', amount: null }] })).capacity).toMatch(
      /at least one/,
    )
    expect(crewProblems(aDraft({ capacity: [{ dimension: 'parcels', amount: 0 }] })).capacity).toMatch(
      /at least one/,
    )
  })

  it('may drive through the night, but not for no time at all', () => {
    expect(crewProblems(aDraft({ start: '22:00', end: '06:00' }))).toEqual({})
    expect(crewProblems(aDraft({ start: '08:00', end: '08:00' })).hours).toMatch(/no length/)
  })

  it('may rest on this day, whatever its hours say', () => {
    expect(crewProblems(aDraft({ isDriving: false, start: '' }))).toEqual({})
  })

  it('gives nobody yet as no driver', () => {
    expect(shiftFieldsOf(aDraft(), '2026-04-07').driverId).toBeNull()
  })
})
