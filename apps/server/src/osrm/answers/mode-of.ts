import type { Mode } from './path.ts'

/** A custom profile is named for what it is most like. */
export function modeOf(profile: string): Mode {
  if (/bike|cycl/.test(profile)) return 'cycling'
  return /foot|walk|pedestrian/.test(profile) ? 'walking' : 'driving'
}
