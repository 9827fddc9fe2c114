import {
  type ClosureRoad,
  type ListedClosure,
  MAX_CORNERS,
  type Point,
  type RegionSummary,
} from '@cartage/domain'
import { useState } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { api } from '../../api/trpc.ts'
import type { RegionMap } from './region-map.ts'
import type { ClosureDraft } from './region-scene.ts'

export interface DraftState {
  readonly draft: ClosureDraft | null
  /** The closure that is changed, as it was when that began; null while a new one is drawn. */
  readonly edited: ListedClosure | null
  /** Why no road could be picked. */
  readonly problem: string | null
  readonly begin: () => void
  readonly edit: (closure: ListedClosure) => void
  readonly cancel: () => void
  readonly choose: (kind: ClosureDraft['kind']) => void
  readonly turn: (direction: ClosureRoad['direction']) => void
  /** A press on the map. */
  readonly press: (point: Point, isOnFirstCorner: boolean) => void
  /** Sets a corner in the middle of the map. */
  readonly addCentre: () => void
  readonly moveCorner: (index: number, point: Point) => void
  readonly finish: () => void
  /** Takes the last step back. */
  readonly back: () => void
  readonly clearCorners: () => void
  readonly pickRoad: (point: Point | null) => void
}

const empty: ClosureDraft = { kind: 'area', corners: [], isClosed: false, road: null, direction: 'both' }

/** The place of a closure while it is drawn or picked. */
export function useClosureDraft(region: RegionSummary | undefined, map: RegionMap | null): DraftState {
  const [draft, setDraft] = useState<ClosureDraft | null>(null)
  const [edited, setEdited] = useState<ListedClosure | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  /** Drawing may have ended meanwhile; then there is nothing to change. */
  const change = (of: (now: ClosureDraft) => Partial<ClosureDraft>): void => {
    setDraft((now) => (now === null ? null : { ...now, ...of(now) }))
  }
  const begin = (closure: ListedClosure | null): void => {
    setProblem(null)
    setEdited(closure)
    setDraft(closure === null ? empty : draftOf(closure))
  }
  const addCorner = ({ lon, lat }: Point): void =>
    change(({ corners, isClosed }) =>
      isClosed || corners.length >= MAX_CORNERS ? {} : { corners: [...corners, [lon, lat]] },
    )
  const finish = (): void => change(({ corners }) => ({ isClosed: corners.length >= 3 }))
  const pickRoad = (point: Point | null): void => {
    setProblem(null)
    if (point === null || region === undefined) {
      change(() => ({ road: null }))
      return
    }
    void api.roads.nearest.query({ region: region.name, lon: point.lon, lat: point.lat }).then(
      ({ road }) => {
        if (road === null) setProblem('There is no road near that point.')
        else {
          const { wayId, lon, lat, stretch } = road
          change((now) => ({
            road: { wayId, lon, lat, stretch },
            // Another way is drawn another way round: its directions are not those of the one before.
            direction: now.road?.wayId === wayId ? now.direction : 'both',
          }))
        }
      },
      (error: unknown) => setProblem(toHumanError(error).message),
    )
  }
  return {
    draft,
    edited,
    problem,
    begin: () => begin(null),
    edit: begin,
    cancel: () => {
      setProblem(null)
      setEdited(null)
      setDraft(null)
    },
    choose: (kind) => {
      setProblem(null)
      change(() => ({ kind }))
    },
    turn: (direction) => change(() => ({ direction })),
    press: (point, isOnFirstCorner) => {
      if (draft?.kind === 'road') pickRoad(point)
      else if (isOnFirstCorner && (draft?.corners.length ?? 0) >= 3) finish()
      else addCorner(point)
    },
    addCentre: () => {
      if (map !== null) addCorner(map.centre())
    },
    moveCorner: (index, { lon, lat }) =>
      change(({ corners }) => ({ corners: corners.with(index, [lon, lat]) })),
    finish,
    back: () =>
      change(({ kind, corners, isClosed }) =>
        kind === 'road' ? {} : isClosed ? { isClosed: false } : { corners: corners.slice(0, -1) },
      ),
    clearCorners: () => change(() => ({ corners: [], isClosed: false })),
    pickRoad,
  }
}

function draftOf({ area, road, stretch }: ListedClosure): ClosureDraft {
  return {
    kind: area === null ? 'road' : 'area',
    corners: area?.coordinates[0].slice(0, -1) ?? [],
    isClosed: area !== null,
    road: road === null ? null : { wayId: road.wayId, lon: road.lon, lat: road.lat, stretch },
    direction: road?.direction ?? 'both',
  }
}
