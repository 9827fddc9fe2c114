import { car } from './car.ts'
import type { ProfileInput } from './profile.ts'

/** A 12 t lorry: heavy-goods access, posted weights and heights, no tracks and slow in narrow streets. */
export const truck: ProfileInput = {
  ...car,
  name: 'truck',
  speedsKmh: {
    motorway: 82,
    motorway_link: 45,
    trunk: 75,
    trunk_link: 40,
    primary: 50,
    primary_link: 30,
    secondary: 42,
    secondary_link: 25,
    tertiary: 34,
    tertiary_link: 22,
    unclassified: 27,
    residential: 20,
    living_street: 8,
    service: 10,
    road: 18,
  },
  accessKeys: ['hgv', 'goods', 'motor_vehicle', 'vehicle', 'access'],
  grantedOnly: [],
  topSpeedKmh: 85,
  vehicle: { maxweight: 12, maxheight: 3.8, maxwidth: 2.55, maxlength: 10 },
}
