import { describe, expect, it } from 'vitest'
import { regionNameOf, regionPaceWords, regionPhaseWords, regionStepWords } from './region-words.ts'

describe('regionNameOf', () => {
  it.each([
    ['porto.osm.pbf', 'porto'],
    ['/data/extracts/Île-de-France-latest.osm.pbf', 'ile-de-france-latest'],
    ['C:\\maps\\Göteborg (2).pbf', 'goteborg-2'],
    ['ways.geojson', 'ways'],
  ])('%s suggests %s', (file, name) => {
    expect(regionNameOf(file)).toBe(name)
  })
})

describe('the progress of a build in words', () => {
  it.each([
    ['read', 'reading the extract', 'step 1 of 5'],
    ['roads', 'preparing fast routes', 'step 2 of 5'],
    ['roads bike', 'weighing the roads for cargo bikes', 'step 2 of 5'],
    ['', 'waiting for its turn', ''],
  ])('%j is %s', (phase, words, step) => {
    expect([regionPhaseWords(phase), regionStepWords(phase)]).toEqual([words, step])
  })

  it.each([
    [
      { phase: 'read', done: 12e6, total: 24e6, unit: 'bytes', perSecond: 6e6 },
      '12.0 MB of 24.0 MB, 6.0 MB/s',
    ],
    [{ phase: 'roads', done: 50, total: 200, unit: 'junctions' }, '25 %'],
    [{ phase: 'write', done: 2, total: 7, unit: 'files' }, '2 of 7 files'],
    [{ phase: 'addresses', done: 0, total: 1 }, ''],
  ] as const)('tells amount and pace of %j', (progress, words) => {
    expect(regionPaceWords(progress)).toBe(words)
  })
})
