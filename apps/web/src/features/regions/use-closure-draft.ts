import { MAX_CORNERS, type Point, type RegionSummary } from '@cartage/domain'
import { useState } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { api } from '../../api/trpc.ts'
import type { RegionMap } from './region-map.ts'
import type { ClosureDraft } from './region-scene.ts'

export interface DraftState {
  readonly draft: ClosureDraft | null
  /** Why no road could be picked. */
  readonly problem: string | null
  readonly begin: (kind: ClosureDraft['kind']) => void
  readonly cancel: () => void
  /** A press on the map. */
  readonly press: (point: Point, isOnFirstCorner: boolean) => void
  /** Sets a corner in the middle of the map. */
  readonly addCentre: () => void
  readonly finish: () => void
  /** Takes the last step back. */
  readonly back: () => void
  readonly pickRoad: (point: Point | null) => void
}

/** The place of a closure while it is drawn or picked. */
export function useClosureDraft(region: RegionSummary | undefined, map: RegionMap | null): DraftState {
  const [draft, setDraft] = useState<ClosureDraft | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const addCorner = ({ lon, lat }: Point): void => {
    setDraft((now) =>
      now?.kind === 'area' && !now.isClosed && now.corners.length < MAX_CORNERS
        ? { ...now, corners: [...now.corners, [lon, lat]] }
        : now,
    )
  }
  const finish = (): void => {
    setDraft((now) => (now?.kind === 'area' && now.corners.length >= 3 ? { ...now, isClosed: true } : now))
  }
  const pickRoad = (point: Point | null): void => {
    setProblem(null)
    if (point === null || region === undefined) {
      setDraft({ kind: 'road', road: null })
      return
    }
    void api.roads.nearest.query({ region: region.name, lon: point.lon, lat: point.lat }).then(
      ({ road }) => {
        if (road === null) setProblem('There is no road in this region.')
        // Drawing may have ended while the road was looked for.
        else
          setDraft((now) =>
            now?.kind === 'road'
              ? { kind: 'road', road: { wayId: road.wayId, lon: road.lon, lat: road.lat } }
              : now,
          )
      },
      (error: unknown) => setProblem(toHumanError(error).message),
    )
  }
  return {
    draft,
    problem,
    begin: (kind) => {
      setProblem(null)
      setDraft(kind === 'area' ? { kind, corners: [], isClosed: false } : { kind, road: null })
    },
    cancel: () => {
      setProblem(null)
      setDraft(null)
    },
    press: (point, isOnFirstCorner) => {
      if (draft?.kind === 'road') pickRoad(point)
      else if (draft?.kind !== 'area') return
      else if (isOnFirstCorner && draft.corners.length >= 3) finish()
      else addCorner(point)
    },
    addCentre: () => {
      if (map !== null) addCorner(map.centre())
    },
    finish,
    back: () => {
      setDraft((now) => {
        if (now?.kind !== 'area') return now
        return now.isClosed ? { ...now, isClosed: false } : { ...now, corners: now.corners.slice(0, -1) }
      })
    },
    pickRoad,
  }
}
