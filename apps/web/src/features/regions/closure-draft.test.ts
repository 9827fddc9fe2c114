import { closureId, type ListedClosure } from '@cartage/domain'
import { describe, expect, it } from 'vitest'
import { contentBefore, contentOf, wordsOf } from './closure-draft.ts'
import type { ClosureDraft } from './region-scene.ts'

const ring = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
] as const
const closure: ListedClosure = {
  id: closureId.parse('b1b1b1b1-0000-4000-8000-000000000001'),
  version: 3,
  region: 'porto',
  area: { type: 'Polygon', coordinates: [ring] },
  road: null,
  factor: 0.35,
  from: '2026-04-01T04:00:30.500Z',
  until: null,
  reason: 'Works on the quay',
  createdAt: '2026-03-01T00:00:00.000Z',
  stretch: null,
}
const draft: ClosureDraft = {
  kind: 'area',
  corners: ring.slice(0, 3),
  isClosed: true,
  road: null,
  direction: 'both',
}

describe('a closure that is edited', () => {
  it('stays as it was, to the millisecond, where nothing was touched', () => {
    expect(contentOf(draft, wordsOf(closure), closure)).toEqual(contentBefore(closure))
  })

  it('becomes a road where one was picked instead', () => {
    const picked = { wayId: 7, lon: 0, lat: 0, stretch: null }

    expect(
      contentOf({ ...draft, kind: 'road', road: picked, direction: 'along' }, wordsOf(closure), closure),
    ).toMatchObject({ area: null, road: { wayId: 7, lon: 0, lat: 0, direction: 'along' } })
  })

  it.each([
    ['an area that is not complete', { ...draft, isClosed: false }, {}],
    ['no road', { ...draft, kind: 'road' as const }, {}],
    ['a speed that is none', draft, { percent: 2 }],
    ['an end before its beginning', draft, { from: '2026-04-02T10:00', until: '2026-04-01T10:00' }],
  ])('cannot be saved with %s', (_, place, words) => {
    expect(contentOf(place, { ...wordsOf(closure), ...words }, closure)).toBeNull()
  })
})
