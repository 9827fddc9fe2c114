import type { Language } from './language.ts'

export const de: Language = {
  compass: ['Norden', 'Nordosten', 'Osten', 'Südosten', 'Süden', 'Südwesten', 'Westen', 'Nordwesten'],
  directions: {
    uturn: 'zurück',
    'sharp right': 'scharf rechts',
    right: 'rechts',
    'slight right': 'leicht rechts',
    straight: 'geradeaus',
    'slight left': 'leicht links',
    left: 'links',
    'sharp left': 'scharf links',
  },
  sides: { left: 'links', right: 'rechts' },
  exits: ['erste', 'zweite', 'dritte', 'vierte', 'fünfte', 'sechste', 'siebte', 'achte', 'neunte', 'zehnte'],
  laterExit: '{number}.',
  phrases: {
    depart: 'Fahren Sie nach {compass} los[: {road}]',
    turn: {
      other: 'Biegen Sie {direction} ab[: {road}]',
      straight: 'Fahren Sie geradeaus[: {road}]',
      uturn: 'Wenden Sie[: {road}]',
    },
    'new name': {
      other: 'Halten Sie sich {direction}[: {road}]',
      straight: 'Fahren Sie weiter[: {road}]',
      uturn: 'Wenden Sie[: {road}]',
    },
    continue: {
      other: 'Fahren Sie {direction}[ und bleiben Sie auf {road}]',
      straight: 'Fahren Sie geradeaus[ und bleiben Sie auf {road}]',
      uturn: 'Wenden Sie und fahren Sie zurück[: {road}]',
    },
    merge: 'Ordnen Sie sich[ nach {side}] in den Verkehr ein[: {road}]',
    'on ramp': 'Nehmen Sie die Zufahrt[ {side}][: {road}]',
    'off ramp': 'Fahren Sie[ {side}] ab[: {road}]',
    fork: {
      other: 'Wo sich die Straße teilt, bleiben Sie {direction}[: {road}]',
      straight: 'Bleiben Sie in der Mitte[: {road}]',
    },
    'end of road': 'Wo die Straße endet, fahren Sie {direction}[: {road}]',
    roundabout: 'Nehmen Sie im Kreisverkehr die {exit} Ausfahrt[: {road}]',
    'exit roundabout': 'Fahren Sie aus dem Kreisverkehr[: {road}]',
    rotary: 'Nehmen Sie im Kreisverkehr ({rotary}) die {exit} Ausfahrt[: {road}]',
    'exit rotary': 'Fahren Sie aus dem Kreisverkehr[: {road}]',
    arrive: 'Sie sind da[, das Ziel liegt {side}]',
  },
  stayInRoundabout: 'Fahren Sie in den Kreisverkehr',
  ferry: 'Fahren Sie auf die Fähre[: {road}]',
  ahead: 'In {distance}: {instruction}',
  metres: '{number} m',
  kilometres: '{number} km',
}
