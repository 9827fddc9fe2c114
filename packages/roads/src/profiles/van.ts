import { car } from './car.ts'
import type { ProfileInput } from './profile.ts'

/** A delivery van up to 3.5 t: a car's roads, a little slower, and not under bridges it would hit. */
export const van = {
  ...car,
  name: 'van',
  topSpeedKmh: 110,
  accessKeys: ['goods', 'motorcar', 'motor_vehicle', 'vehicle', 'access'],
  vehicle: { weightT: 3.5, heightM: 2.6, widthM: 2.2 },
  turns: { ...car.turns, uTurnS: 30 },
} as const satisfies ProfileInput
