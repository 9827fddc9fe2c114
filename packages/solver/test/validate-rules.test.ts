import { describe, expect, it } from 'vitest'
import { prepare } from '../src/index.ts'
import type { Job, Problem, Shift } from '../src/index.ts'

const parcel = (id: string, more: Partial<Job> = {}): Job => ({
  id,
  kind: 'delivery',
  location: 1,
  load: [1],
  serviceS: 60,
  windows: [],
  skills: [],
  priority: 0,
  ...more,
})

const van: Shift = {
  id: 'van 3',
  profile: 'car',
  start: 0,
  end: 0,
  window: [0, 3600],
  capacity: [10],
  skills: [],
  breaks: [],
  costs: { fixed: 0, perHour: 0, perKm: 1 },
}

const day = (more: Partial<Problem>, shift: Partial<Shift> = {}, job: Partial<Job> = {}): Problem => ({
  name: 'day',
  dimensions: ['kg'],
  locationCount: 2,
  matrices: { car: { durationS: [0, 60, 60, 0], distanceM: [0, 500, 500, 0] } },
  jobs: [parcel('bread', job), parcel('milk'), parcel('eggs')],
  shifts: [{ ...van, ...shift }],
  ...more,
})

describe('rules that cannot be right are refused by field', () => {
  it.each<[string, Problem, string]>([
    [
      'a pin to nobody',
      day({}, {}, { pin: { shift: 'van 9' } }),
      'jobs[0].pin.shift: there is no shift "van 9"',
    ],
    [
      'a reload at no depot',
      day({}, { reloads: ['North'] }),
      'shifts[0].reloads[0]: there is no depot "North"',
    ],
    ['no trip at all', day({}, { maxTrips: 0 }), 'shifts[0].maxTrips: must be 1 or more'],
    [
      'a price for an unknown task',
      day({}, { taskCosts: { jam: 1 } }),
      'shifts[0].taskCosts: no job or shipment',
    ],
    [
      'a prefix with an unknown task',
      day({}, { prefix: ['jam'] }),
      'shifts[0].prefix[0]: no job or shipment',
    ],
    [
      'a prefix that repeats',
      day({}, { prefix: ['milk', 'milk'] }),
      'shifts[0].prefix[1]: "milk" stands too often',
    ],
    [
      'two alternatives that are both promised',
      day(
        { jobs: ['bread', 'milk'].map((id) => parcel(id, { group: 'food' })) },
        { prefix: ['bread', 'milk'] },
      ),
      'shifts[0].prefix[1]: "milk" is of the group "food" as "bread" is',
    ],
    [
      'goods of one job that never share a trip',
      day({ incompatibleGoods: [['acid', 'food']] }, {}, { goods: ['food', 'acid'] }),
      'jobs[0].goods: "acid" and "food" never share a trip',
    ],
    [
      'a skill that is needed and forbidden',
      day({}, {}, { skills: ['lift'], forbiddenSkills: ['dirty', 'lift'] }),
      'jobs[0].forbiddenSkills[1]: "lift" is among its skills as well',
    ],
    [
      'a part of a rest that is longer than the rest',
      day({}, { workRules: [{ measure: 'work', afterS: 900, restS: 60, splitS: [90, 30] }] }),
      'shifts[0].workRules[0].splitS[0]: is longer than the whole rest: 90 > 60',
    ],
    [
      'half a rest that is not split',
      day({}, { workRules: [{ measure: 'work', afterS: 900, restS: 60, isHalfRested: true }] }),
      'shifts[0].workRules[0].isHalfRested: is for a rest that may be split: with splitS',
    ],
    [
      'less than nothing counted',
      day({}, { workRules: [{ measure: 'work', afterS: 900, restS: 60, sinceS: -1 }] }),
      'shifts[0].workRules[0].sinceS: is negative: -1',
    ],
    [
      'a wish that ends before it begins',
      day({}, {}, { softWindows: [{ fromS: 9, toS: 3 }] }),
      'jobs[0].softWindows[0]',
    ],
    [
      'a negative price',
      day({}, {}, { softWindows: [{ latePerMinute: -1 }] }),
      'latePerMinute: is negative: -1',
    ],
    [
      'a prize that is no number',
      day({}, {}, { prize: Number.NaN }),
      'jobs[0].prize: must be a number, is NaN',
    ],
    [
      'a service that brings things back',
      day({}, {}, { kind: 'service', takes: [1] }),
      'jobs[0].takes: is for deliveries',
    ],
    [
      'a break outside its hull',
      day({}, { breaks: [{ fromS: 100, toS: 200, durationS: 10, windows: [[50, 150]] }] }),
      'shifts[0].breaks[0].windows[0]: lies outside fromS and toS',
    ],
    [
      'slices that do not ascend',
      day({
        matrices: {
          car: {
            durationS: [0, 60, 60, 0],
            distanceM: [0, 500, 500, 0],
            slices: [
              { fromS: 500, durationS: [0, 90, 90, 0] },
              { fromS: 500, durationS: [0, 60, 60, 0] },
            ],
          },
        },
      }),
      'matrices.car.slices[1].fromS: slices must ascend',
    ],
    [
      'more taken along than can be counted',
      day({}, {}, { takes: [2 ** 30] }),
      'jobs[0].takes[0]: the loads of this dimension add up to 1073741827',
    ],
    [
      'more on board than can be counted',
      day({}, { onBoard: [2 ** 30] }),
      'shifts[0].onBoard[0]: the loads of this dimension add up to 1073741827',
    ],
    [
      'a way that is there for a part of the day',
      day({
        matrices: {
          car: {
            durationS: [0, 60, 60, 0],
            distanceM: [0, 500, 500, 0],
            slices: [{ fromS: 500, durationS: [0, -1, 90, 0] }],
          },
        },
      }),
      'matrices.car.slices[0].durationS[1]: is -1 (no way), but the matrix has a way',
    ],
    [
      'a way that takes a slow vehicle longer than can be counted',
      day(
        { matrices: { car: { durationS: [0, 60, 3_000_000, 0], distanceM: [0, 500, 500, 0] } } },
        { speedFactor: 0.01 },
      ),
      'shifts[0].speedFactor: makes 3000000 seconds longer than can be: 0.01',
    ],
    [
      'a relation with an unknown task',
      day({ relations: [{ kind: 'sameVehicle', tasks: ['bread', 'jam'] }] }),
      'relations[0]: no job or shipment has the id "jam"',
    ],
    [
      'tasks that are joined and kept apart',
      day({
        relations: [
          { kind: 'sequence', tasks: ['bread', 'milk'] },
          { kind: 'differentVehicles', tasks: ['bread', 'milk'] },
        ],
      }),
      'relations[1]: keeps "bread" and "milk" apart, but relations[0] joins them',
    ],
    [
      'a circle of befores',
      day({
        relations: [
          { kind: 'before', first: 'bread', second: 'milk' },
          { kind: 'sequence', tasks: ['milk', 'eggs'] },
          { kind: 'before', first: 'eggs', second: 'bread' },
        ],
      }),
      'would have to come before itself',
    ],
    [
      'gaps that contradict each other',
      day({ relations: [{ kind: 'before', first: 'bread', second: 'milk', minGapS: 60, maxGapS: 30 }] }),
      'relations[0].maxGapS: is less than minGapS: 30 < 60',
    ],
    [
      'a gap that lets the second come first',
      day({ relations: [{ kind: 'before', first: 'bread', second: 'milk', minGapS: -100, maxGapS: 100 }] }),
      'relations[0].minGapS: is negative: -100',
    ],
  ])('%s', (_, problem, message) => {
    expect(() => prepare(problem)).toThrow(message)
  })
})
