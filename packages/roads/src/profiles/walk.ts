import type { ProfileInput } from './profile.ts'

const walkingKmh = 4.8
const pavement = ['both', 'left', 'right', 'yes', 'separate']

/** On foot: every way one can walk, in both directions, stairs slower, big roads only along a pavement. */
export const walk = {
  name: 'walk',

  speedsKmh: {
    trunk: walkingKmh,
    trunk_link: walkingKmh,
    primary: walkingKmh,
    primary_link: walkingKmh,
    secondary: walkingKmh,
    secondary_link: walkingKmh,
    tertiary: walkingKmh,
    tertiary_link: walkingKmh,
    unclassified: walkingKmh,
    residential: walkingKmh,
    living_street: walkingKmh,
    service: walkingKmh,
    road: walkingKmh,
    track: walkingKmh,
    pedestrian: walkingKmh,
    footway: walkingKmh,
    path: walkingKmh,
    cycleway: walkingKmh,
    bridleway: walkingKmh,
    corridor: walkingKmh,
    platform: walkingKmh,
    busway: walkingKmh,
    steps: 2.4,
    elevator: 0.5,
  },
  surfaceCapsKmh: { sand: 3, mud: 3, rock: 3.5, grass: 4 },
  smoothnessCapsKmh: { very_horrible: 3, impassable: 2 },

  accessKeys: ['foot', 'access'],
  accessBlocked: ['no', 'agricultural', 'forestry', 'military', 'emergency', 'psv', 'bus', 'use_sidepath'],
  accessDestination: [
    'destination',
    'delivery',
    'customers',
    'private',
    'permit',
    'residents',
    'discouraged',
  ],
  destinationOnlyPenaltyS: 600,
  modeGrantedOnly: ['trunk', 'trunk_link', 'busway'],
  accessGranted: ['yes', 'designated', 'permissive', 'official'],
  grantedBy: {
    sidewalk: pavement,
    'sidewalk:both': ['yes', 'separate'],
    'sidewalk:left': ['yes', 'separate'],
    'sidewalk:right': ['yes', 'separate'],
  },
  closedBy: { motorroad: ['yes'] },
  directionalTags: true,

  onewayKeys: ['oneway:foot'],
  onewayForward: ['yes', 'true', '1'],
  onewayBackward: ['-1', 'reverse'],
  onewayBoth: ['no', 'false', '0'],
  onewayClosed: [],
  impliedOnewayJunction: [],
  impliedOnewayHighway: [],

  ferries: { speedKmh: 15, boardingS: 300, needGrant: false },

  barriers: {
    blocking: ['debris', 'fence', 'wall'],
    gates: ['gate', 'hampshire_gate', 'kissing_gate', 'lift_gate', 'sliding_gate', 'swing_gate', 'turnstile'],
    closedBy: { locked: ['yes'] },
    close: true,
  },
  nodes: {
    costsS: {
      highway: { traffic_signals: 8, elevator: 30 },
      crossing: { traffic_signals: 8 },
      railway: { level_crossing: 8 },
      barrier: { gate: 5, hampshire_gate: 20, kissing_gate: 5, stile: 10, turnstile: 5, log: 5 },
    },
    restrictedGateS: 30,
  },
  turnRestrictions: false,
  uTurns: 'anywhere',
  snap: 'connected',
} satisfies ProfileInput
