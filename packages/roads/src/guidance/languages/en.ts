import type { Language } from './language.ts'

export const en: Language = {
  compass: ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'],
  directions: {
    uturn: 'back',
    'sharp right': 'sharply right',
    right: 'right',
    'slight right': 'slightly right',
    straight: 'straight on',
    'slight left': 'slightly left',
    left: 'left',
    'sharp left': 'sharply left',
  },
  sides: { left: 'left', right: 'right' },
  exits: ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
  laterExit: 'no. {number}',
  phrases: {
    depart: 'Set off heading {compass}[ along {road}]',
    turn: {
      other: 'Turn {direction}[ into {road}]',
      straight: 'Go straight on[ into {road}]',
      uturn: 'Turn round[ into {road}]',
    },
    'new name': {
      other: 'Bear {direction}[ into {road}]',
      straight: 'Carry on[ along {road}]',
      uturn: 'Turn round[ into {road}]',
    },
    continue: {
      other: 'Go {direction}[, still on {road}]',
      straight: 'Go straight on[, still on {road}]',
      uturn: 'Turn round and drive back[ along {road}]',
    },
    merge: 'Join the traffic[ on your {side}][, on {road}]',
    'on ramp': 'Take the slip road[ on the {side}][, {road}]',
    'off ramp': 'Leave by the exit[ on the {side}][, {road}]',
    fork: {
      other: 'Where the road divides, stay {direction}[ for {road}]',
      straight: 'Stay in the middle[ for {road}]',
    },
    'end of road': 'Where the road ends, go {direction}[ into {road}]',
    roundabout: 'At the roundabout, leave by the {exit} exit[ into {road}]',
    'exit roundabout': 'Come out of the roundabout[ into {road}]',
    rotary: 'At {rotary}, leave by the {exit} exit[ into {road}]',
    'exit rotary': 'Come out of the roundabout[ into {road}]',
    arrive: 'You are there[, on the {side}]',
  },
  stayInRoundabout: 'Drive into the roundabout',
  ferry: 'Board the ferry[ {road}]',
  ahead: 'In {distance}: {instruction}',
  metres: '{number} m',
  kilometres: '{number} km',
}
