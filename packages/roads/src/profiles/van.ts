import { car } from './car.ts'
import type { ProfileInput } from './profile.ts'

/** A delivery van up to 3.5 t: a car's roads, a little slower, under the same low bridges it would hit. */
export const van: ProfileInput = {
  ...car,
  name: 'van',
  accessKeys: ['goods', 'motorcar', 'motor_vehicle', 'vehicle', 'access'],
  topSpeedKmh: 110,
  vehicle: { maxweight: 3.5, maxheight: 2.6, maxwidth: 2.2 },
}
