import { expect, it } from 'vitest'
import { nameKey } from './name-key.ts'

it.each([
  ['R. de Cedofeita', 'Rua de Cedofeita'],
  ['Av. da Boavista', 'Avenida da Boavista'],
  ['Trav. de Silva Porto', 'Travessa de Silva Porto'],
  ['Pç. da República', 'Praça da República'],
  ['C/ Major', 'Carrer Major'],
  ['Cra. de la Comella', 'Carretera de la Comella'],
  ['Storg.', 'Storgatan'],
  ['Aeulestr.', 'Aeulestrasse'],
  ['Aeulestr', 'Aeulestrasse'],
  ['Landstr.', 'Landstrasse'],
  ['Landstr', 'Landstrasse'],
  ['Mölndalsv.', 'Mölndalsvägen'],
  ['Hauptstr.', 'Hauptstraße'],
  ['N High St', 'North High Street'],
  ['Carrer Dr. Molines', 'Carrer Doctor Molines'],
  ['St. Mary Road', 'Saint Mary Rd'],
])('reads %j as %j', (short, full) => {
  expect(nameKey(short)).toBe(nameKey(full))
})

it.each([
  ['Rua de Silva Porto', 'Travessa de Silva Porto'],
  ['Largo da Sé', 'Praça da Sé'],
  ['Göteborg', 'Göteborgatan'],
])('keeps %j and %j apart', (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other))
})
