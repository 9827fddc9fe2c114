import {
  type Bounds,
  type Closure,
  closureId,
  closureStatus,
  type ListedClosure,
  type Point,
  type RegionSummary,
} from '@cartage/domain'
import { Button, EmptyState, SkeletonRows } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { Map as MapIcon, Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useCanDispatch, useSession } from '../../session/session.ts'
import { useCommands, type CommandEntry } from '../../shell/commands.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { useMedia } from '../day/use-media.ts'
import { useNow } from '../day/use-now.ts'
import { MapSheet, useMapSheet } from '../map/map-sheet.tsx'
import { BuildRegion } from './build-region.tsx'
import { formatCoordinates } from './coordinates.ts'
import { EditTraffic } from './edit-traffic.tsx'
import { RegionDetail, type RegionTask } from './region-detail.tsx'
import { RegionList } from './region-list.tsx'
import { RegionMapView } from './region-map-view.tsx'
import type { RegionMap } from './region-map.ts'
import { emptyScene, type DrawnClosure, type RegionScene } from './region-scene.ts'
import { RemoveRegion } from './remove-region.tsx'
import { RenameRegion } from './rename-region.tsx'
import { sceneBounds } from './scene-bounds.ts'
import { useClosureDraft } from './use-closure-draft.ts'
import { useClosures } from './use-closures.ts'
import { useRegionsSearch } from './use-regions-search.ts'
import { useRouteTest } from './use-route-test.ts'

const uncovered = { right: 0, bottom: 0 }

/** The regions of the installation: how they are, how one gets about in them, and what is closed. */
export function RegionsPage(): ReactNode {
  const [search, setSearch] = useRegionsSearch()
  const isAdmin = useSession()?.role === 'admin'
  const canClose = useCanDispatch()
  const isNarrow = useMedia('(max-width: 640px)')
  const [sheet, measure] = useMapSheet()
  const nowMs = useNow(20_000)
  const now = useMemo(() => new Date(nowMs), [nowMs])
  const [task, setTask] = useState<RegionTask | 'add' | null>(null)
  const [map, setMap] = useState<RegionMap | null>(null)
  const regions = useQuery({
    ...trpc.regions.list.queryOptions(),
    // Progress comes as events; asking now and then covers a stream that broke, and builds that nobody asked for.
    refetchInterval: ({ state }) =>
      state.data?.items.some((region) => region.state === 'building') === true ? 1_000 : false,
  })
  const items = useMemo(() => regions.data?.items ?? [], [regions.data])
  const region = items.find(({ name }) => name === search.region)
  const tab = search.tab ?? 'about'
  const test = useRouteTest(region)
  const closures = useClosures(region)
  const drawing = useClosureDraft(region, map)
  const chosenClosureId = search.closure ?? null
  const drawn = useDrawnClosures(closures.data?.items, {
    now,
    chosenId: tab === 'closures' ? chosenClosureId : null,
    editedId: drawing.edited?.id ?? null,
  })

  const isTesting = region !== undefined && tab === 'route'
  const route = isTesting ? (test.chosen?.route?.geometry ?? null) : null
  const scene = useMemo(
    (): RegionScene => ({
      outlines: items.flatMap(({ name, title, bounds }) =>
        bounds === null || (region !== undefined && region.name !== name)
          ? []
          : [{ name: title, bounds, isChosen: name === region?.name }],
      ),
      reach: isTesting ? test.reach : [],
      route,
      ends: isTesting ? test.ends : [null, null],
      links: isTesting ? test.links : [],
      closures: region === undefined ? [] : drawn,
      draft: drawing.draft,
    }),
    [items, region, route, isTesting, test.ends, test.links, test.reach, drawn, drawing.draft],
  )
  const shown = region ?? items.find(({ state, bounds }) => state === 'ready' && bounds !== null)
  const tiled = shown?.bounds && hasTiles(shown) ? { ...shown, bounds: shown.bounds } : null
  const fitAll = (): void => {
    const bounds = sceneBounds(scene)
    if (bounds !== null) map?.fit(bounds)
  }
  // A region that is chosen, or was built just now, comes into view.
  const fitKey = region === undefined ? items.length : `${region.name} ${region.builtAt}`
  const fitBounds = region?.bounds ?? sceneBounds({ ...scene, route: null, ends: [null, null] })
  useFit(map, tiled?.name ?? null, { bounds: fitBounds, key: fitKey })

  const chooseClosure = (closure: Pick<Closure, 'id'> | null): void => {
    setSearch({ closure: closure?.id, tab: 'closures' })
    sheet.raise()
  }
  const chosenClosure = closures.data?.items.find(({ id }) => id === chosenClosureId)
  const chosenPlace =
    chosenClosure === undefined
      ? null
      : sceneBounds({
          ...emptyScene,
          closures: [{ closure: chosenClosure, status: 'active', isChosen: true }],
        })
  useReveal(map, tab === 'closures' ? chosenPlace : null, chosenClosureId)
  const testedPlace = isTesting && test.isTyped && !test.isOld && test.chosen ? sceneBounds(scene) : null
  const testedKey = test.ends.map((end) => (end === null ? '' : formatCoordinates(end))).join(' ')
  useReveal(map, testedPlace, testedKey, 'fit')
  const back = (): void => {
    drawing.cancel()
    setSearch({
      region: undefined,
      tab: undefined,
      from: undefined,
      to: undefined,
      profile: undefined,
      departure: undefined,
      closure: undefined,
    })
  }
  const press = (point: Point, isOnFirstCorner: boolean): void => {
    if (region === undefined) {
      const name = regionAt(items, point)
      if (name !== undefined) setSearch({ region: name })
    } else if (drawing.draft !== null) drawing.press(point, isOnFirstCorner)
    else if (isTesting && region.state === 'ready') test.press(point)
  }
  useCommands(
    pageCommands({
      hasDraft: drawing.draft !== null,
      hasEnds: isTesting && test.ends.some((end) => end !== null),
      hasRegion: region !== undefined,
      hasClosure: tab === 'closures' && chosenClosure !== undefined,
      cancelDraft: drawing.cancel,
      stepBack: drawing.back,
      finish: drawing.finish,
      clear: test.clear,
      swap: test.swap,
      letGo: () => chooseClosure(null),
      back,
      fit: fitAll,
    }),
  )

  const panel = regions.isPending ? (
    <SkeletonRows label="Loading the regions" />
  ) : regions.isLoadingError ? (
    <QueryError error={regions.error} onRetry={() => void regions.refetch()} />
  ) : region !== undefined ? (
    <RegionDetail
      region={region}
      tab={tab}
      isAdmin={isAdmin}
      canClose={canClose}
      now={now}
      test={test}
      drawing={drawing}
      closureCount={closures.data?.items.filter((closure) => closureStatus(closure, now) !== 'past').length}
      chosenClosureId={chosenClosureId}
      onTab={(next) => {
        drawing.cancel()
        setSearch({ tab: next, closure: undefined })
        sheet.raise()
      }}
      onBack={back}
      onTask={setTask}
      onChooseClosure={chooseClosure}
    />
  ) : (
    <>
      <header className="flex items-start gap-3 px-4 pt-3 pb-2">
        <div className="min-w-0 flex-1">
          <h1 className="text-15 font-strong">Regions</h1>
          <p className="text-12 text-pretty text-ink-3">Each from one OpenStreetMap extract.</p>
        </div>
        {isAdmin && items.length > 0 ? (
          <Button variant="primary" icon={Plus} onClick={() => setTask('add')}>
            Add a region
          </Button>
        ) : null}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line">
        {items.length === 0 ? (
          <EmptyState
            icon={MapIcon}
            title="No region yet"
            actions={
              isAdmin ? (
                <Button variant="primary" icon={Plus} onClick={() => setTask('add')}>
                  Add a region
                </Button>
              ) : null
            }
          >
            An extract of your city or country, as an .osm.pbf file, gives Cartage its roads, addresses and
            map.
          </EmptyState>
        ) : (
          <RegionList
            regions={items}
            canEdit={isAdmin}
            onChoose={(name) => {
              setSearch({ region: name })
            }}
          />
        )}
      </div>
    </>
  )
  const mapView = (
    <RegionMapView
      region={tiled}
      scene={scene}
      covered={isNarrow ? sheet.covered : uncovered}
      onMap={setMap}
      onFit={fitAll}
      onPress={press}
      onClosure={(id) => {
        // In a route test a press sets an end.
        if (!isTesting) chooseClosure({ id: closureId.parse(id) })
      }}
      onMoveCorner={drawing.moveCorner}
      onDragEnd={test.drag}
    />
  )
  return (
    <>
      {isNarrow ? (
        <div ref={measure} className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden">
          {mapView}
          <MapSheet label="Regions" sheet={sheet}>
            {panel}
          </MapSheet>
        </div>
      ) : (
        <div className="flex min-h-0 flex-1">
          <div className="flex min-h-0 w-120 shrink-0 flex-col border-r border-line bg-paper">{panel}</div>
          {mapView}
        </div>
      )}
      {task === 'add' || (task === 'build' && region !== undefined) ? (
        <BuildRegion
          region={task === 'add' ? null : (region ?? null)}
          onClose={() => setTask(null)}
          onBegun={(name) => {
            setTask(null)
            if (region !== undefined) setSearch({ region: name, tab: 'about' })
          }}
        />
      ) : null}
      {task === 'rename' && region !== undefined ? (
        <RenameRegion region={region} onClose={() => setTask(null)} />
      ) : null}
      {task === 'traffic' && region !== undefined ? (
        <EditTraffic region={region} onClose={() => setTask(null)} />
      ) : null}
      {task === 'remove' && region !== undefined ? (
        <RemoveRegion region={region} onClose={() => setTask(null)} />
      ) : null}
    </>
  )
}

interface ClosureView {
  readonly now: Date
  readonly chosenId: string | null
  readonly editedId: string | null
}

/** Past closures stay off the map, except one that is chosen; what is edited is drawn as it is becoming. */
function useDrawnClosures(
  closures: readonly ListedClosure[] | undefined,
  { now, chosenId, editedId }: ClosureView,
): readonly DrawnClosure[] {
  return useMemo(
    () =>
      (closures ?? []).flatMap((closure) => {
        const status = closureStatus(closure, now)
        const isChosen = closure.id === chosenId
        const isOff = closure.id === editedId || (status === 'past' && !isChosen)
        return isOff ? [] : [{ closure, status, isChosen: isChosen && editedId === null }]
      }),
    [closures, now, chosenId, editedId],
  )
}

/** Brings what was chosen into view, once for each choice and map; to `fit` it fills the map. */
function useReveal(
  map: RegionMap | null,
  bounds: Bounds | null,
  id: string | null,
  how: 'fit' | 'reveal' = 'reveal',
): void {
  const shown = useRef<{ readonly map: RegionMap; readonly id: string } | null>(null)
  useEffect(() => {
    if (id === null) shown.current = null
    if (map === null || bounds === null || id === null) return
    if (shown.current?.map === map && shown.current.id === id) return
    shown.current = { map, id }
    map[how](bounds)
  }, [map, bounds, id, how])
}

/** One that cannot be read has no map; what stood before a build that somebody asked for still has. */
function hasTiles({ state, failure, builtAt }: RegionSummary): boolean {
  return state === 'ready' || (state === 'building' && builtAt !== null && failure === null)
}

interface Fit {
  readonly bounds: Bounds | null
  readonly key: string | number
}

/** Brings the bounds into view once for each key, as soon as the map is that of the region. */
function useFit(map: RegionMap | null, region: string | null, { bounds, key }: Fit): void {
  const fitted = useRef<string | number | null>(null)
  useEffect(() => {
    if (map === null || map.region !== region || bounds === null || fitted.current === key) return
    fitted.current = key
    map.fit(bounds)
  }, [map, region, bounds, key])
}

/** The smallest region around a point. */
function regionAt(regions: readonly RegionSummary[], { lon, lat }: Point): string | undefined {
  const areaOf = ({ west, south, east, north }: Bounds): number => (east - west) * (north - south)
  return regions
    .flatMap(({ name, bounds }) =>
      bounds !== null &&
      lon >= bounds.west &&
      lon <= bounds.east &&
      lat >= bounds.south &&
      lat <= bounds.north
        ? [{ name, area: areaOf(bounds) }]
        : [],
    )
    .toSorted((a, b) => a.area - b.area)[0]?.name
}

interface PageCommands {
  readonly hasDraft: boolean
  readonly hasEnds: boolean
  readonly hasRegion: boolean
  readonly hasClosure: boolean
  readonly cancelDraft: () => void
  readonly stepBack: () => void
  readonly finish: () => void
  readonly clear: () => void
  readonly swap: () => void
  readonly letGo: () => void
  readonly back: () => void
  readonly fit: () => void
}

/** Escape backs out of what is done now: drawing, the tested route, the region. */
function pageCommands(page: PageCommands): readonly CommandEntry[] {
  const group = 'Regions'
  const escape = (label: string, run: () => void): CommandEntry => ({
    id: 'regions.back',
    group,
    label,
    keys: 'Escape',
    isKeyOnly: true,
    run,
  })
  return [
    { id: 'regions.fit', group, label: 'Show everything on the map', keys: 'f', run: page.fit },
    ...(page.hasDraft
      ? [
          escape('Stop drawing', page.cancelDraft),
          {
            id: 'regions.corner',
            group,
            label: 'Take the last corner back',
            keys: 'Backspace',
            isKeyOnly: true,
            run: page.stepBack,
          },
        ]
      : page.hasEnds
        ? [
            escape('Clear the route', page.clear),
            { id: 'regions.swap', group, label: 'Swap start and end', keys: 'x', run: page.swap },
          ]
        : page.hasClosure
          ? [escape('Let go of the closure', page.letGo)]
          : page.hasRegion
            ? [escape('All regions', page.back)]
            : []),
  ]
}
