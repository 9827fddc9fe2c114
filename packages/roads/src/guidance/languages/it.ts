import type { Language } from './language.ts'

export const it: Language = {
  compass: ['nord', 'nord-est', 'est', 'sud-est', 'sud', 'sud-ovest', 'ovest', 'nord-ovest'],
  directions: {
    uturn: 'indietro',
    'sharp right': 'tutto a destra',
    right: 'a destra',
    'slight right': 'un po’ a destra',
    straight: 'dritto',
    'slight left': 'un po’ a sinistra',
    left: 'a sinistra',
    'sharp left': 'tutto a sinistra',
  },
  sides: { left: 'sinistra', right: 'destra' },
  exits: ['prima', 'seconda', 'terza', 'quarta', 'quinta', 'sesta', 'settima', 'ottava', 'nona', 'decima'],
  laterExit: '{number}ª',
  phrases: {
    depart: 'Parta verso {compass}[ per {road}]',
    turn: {
      other: 'Svolti {direction}[ in {road}]',
      straight: 'Vada dritto[ in {road}]',
      uturn: 'Inverta la marcia[ in {road}]',
    },
    'new name': {
      other: 'Prosegua {direction}[ per {road}]',
      straight: 'Prosegua[ per {road}]',
      uturn: 'Inverta la marcia[ in {road}]',
    },
    continue: {
      other: 'Vada {direction}[, sempre per {road}]',
      straight: 'Vada dritto[, sempre per {road}]',
      uturn: 'Inverta la marcia e torni[ per {road}]',
    },
    merge: 'Si immetta nel traffico[ alla sua {side}][, {road}]',
    'on ramp': 'Prenda la rampa[ a {side}][, {road}]',
    'off ramp': 'Lasci la strada all’uscita[ a {side}][, {road}]',
    fork: {
      other: 'Dove la strada si divide, resti {direction}[ verso {road}]',
      straight: 'Resti al centro[ verso {road}]',
    },
    'end of road': 'Dove la strada finisce, vada {direction}[ in {road}]',
    roundabout: 'Alla rotatoria esca alla {exit} uscita[: {road}]',
    'exit roundabout': 'Lasci la rotatoria[ per {road}]',
    rotary: 'Alla rotatoria ({rotary}) esca alla {exit} uscita[: {road}]',
    'exit rotary': 'Lasci la rotatoria[ per {road}]',
    arrive: 'È a destinazione[, sulla {side}]',
  },
  stayInRoundabout: 'Entri nella rotatoria',
  ferry: 'Salga sul traghetto[ {road}]',
  ahead: 'Tra {distance}: {instruction}',
  metres: '{number} m',
  kilometres: '{number} km',
}
