import { car } from './car.ts'
import type { ProfileInput } from './profile.ts'

/** A 12 t lorry without dangerous goods: posted sizes and weights, no tracks, slow in narrow streets and in turns. */
export const truck = {
  ...car,
  name: 'truck',
  speedsKmh: {
    motorway: 82,
    motorway_link: 48,
    trunk: 77,
    trunk_link: 42,
    primary: 55,
    primary_link: 34,
    secondary: 47,
    secondary_link: 29,
    tertiary: 39,
    tertiary_link: 26,
    unclassified: 30,
    residential: 22,
    living_street: 8,
    service: 10,
    road: 20,
    pedestrian: 6,
  },
  topSpeedKmh: 85,
  highwayCapsKmh: {
    primary: 75,
    secondary: 65,
    tertiary: 55,
    unclassified: 45,
    residential: 32,
    service: 20,
  },
  maxspeed: { ...car.maxspeed, keys: ['maxspeed:hgv', 'maxspeed', 'maxspeed:advisory'] },
  accessKeys: ['hgv', 'goods', 'motor_vehicle', 'vehicle', 'access'],
  accessBlocked: car.accessBlocked.filter((value) => value !== 'hgv'),
  grantedOnly: [],
  vehicle: { weightT: 12, axleLoadT: 8, heightM: 3.8, widthM: 2.55, lengthM: 10 },
  turns: { ...car.turns, nearSideS: 5, farSideS: 9, uTurnS: 90, giveWayS: 5 },
} satisfies ProfileInput
