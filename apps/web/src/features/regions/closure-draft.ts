import type { Closure, ClosureRoad, ListedClosure, UpdateClosureInput } from '@cartage/domain'
import { instantOfLocal, localOfInstant } from './local-instant.ts'
import type { ClosureDraft } from './region-scene.ts'

/** What the form of a closure holds besides its place. */
export interface ClosureWords {
  readonly effect: 'closed' | 'slower'
  readonly percent: number | null
  /** As the browser's fields for date and time have it; empty for none. */
  readonly from: string
  readonly until: string
  readonly reason: string
}

/** What a closure says beside which one it is. */
export type ClosureContent = Omit<UpdateClosureInput, 'id' | 'version'>

export const wordsOf = (closure: Closure | null): ClosureWords => ({
  effect: closure === null || closure.factor === null ? 'closed' : 'slower',
  percent: Math.round((closure?.factor ?? 0.5) * 100),
  from: localOfInstant(closure?.from ?? null),
  until: localOfInstant(closure?.until ?? null),
  reason: closure?.reason ?? '',
})

export const isInOrder = ({ from, until }: ClosureWords): boolean =>
  from === '' || until === '' || from < until
export const hasFactor = ({ effect, percent }: ClosureWords): boolean =>
  effect === 'closed' || (percent !== null && percent >= 5 && percent <= 500)

/** What is saved; null while something is missing or wrong. A time that was not touched keeps its seconds. */
export function contentOf(
  draft: ClosureDraft,
  words: ClosureWords,
  before: Closure | null,
): ClosureContent | null {
  const place = placeOf(draft)
  if (place === null || !isInOrder(words) || !hasFactor(words)) return null
  const instant = (text: string, was: string | null | undefined): string | null =>
    was !== null && was !== undefined && localOfInstant(was) === text ? was : instantOfLocal(text)
  return {
    ...place,
    factor: words.effect === 'closed' || words.percent === null ? null : words.percent / 100,
    from: instant(words.from, before?.from),
    until: instant(words.until, before?.until),
    reason: words.reason.trim(),
  }
}

/** What a closure said, to be said again. */
export const contentBefore = ({
  area,
  road,
  factor,
  from,
  until,
  reason,
}: ListedClosure): ClosureContent => ({
  area,
  road,
  factor,
  from,
  until,
  reason,
})

/** Where the closure is, once that was said. */
function placeOf(draft: ClosureDraft): Pick<Closure, 'area' | 'road'> | null {
  if (draft.kind === 'road')
    return draft.road === null ? null : { area: null, road: roadOf(draft.road, draft) }
  const [first] = draft.corners
  if (!draft.isClosed || first === undefined) return null
  return { area: { type: 'Polygon', coordinates: [[...draft.corners, first]] }, road: null }
}

const roadOf = (
  { wayId, lon, lat }: NonNullable<ClosureDraft['road']>,
  { direction }: ClosureDraft,
): ClosureRoad => ({ wayId, lon, lat, direction })
