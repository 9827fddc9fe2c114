import { IconButton, Tabs } from '@cartage/ui'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useCommands } from '../../shell/commands.ts'
import { RouteDetail } from '../plan/route-detail.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { useDay } from './day-context.ts'
import { DayMapPane } from './day-map-pane.tsx'
import { usePanelTabs } from './day-panels.tsx'
import { Splitter } from './splitter.tsx'
import type { DayData } from './use-day-data.ts'
import { useDaySearch } from './use-day-search.ts'
import { useStoredSize } from './use-stored-size.ts'
import { useToastPlace } from './use-toast-place.ts'

const detailWidth = 384
const foldedHeight = 32
/** Pixels that the legend and the credits take at the foot of the map. */
const mapFoot = 36

/** The day on a desk: panel at the left, map in the middle, timeline below, a chosen route at the right. */
export function DayDesk({
  data,
  fitCount,
}: {
  readonly data: DayData
  readonly fitCount: number
}): ReactNode {
  const { plan: saved, date, depot, selection, hover, selectStop, selectRoute } = useDay()
  const [search, setSearch] = useDaySearch()
  const tabs = usePanelTabs(data)
  const [panelWidth, setPanelWidth] = useStoredSize('panel')
  const [timelineHeight, setTimelineHeight] = useStoredSize('timeline')
  const [isFolded, setIsFolded] = useState(false)
  const room = useWindowSize()
  const { plan } = data
  const route = saved?.routes.find(({ id }) => id === selection.routeId)
  const covered = useMemo(() => ({ right: route ? detailWidth : 0, bottom: 0 }), [route])
  const hasTimeline = plan !== null && plan.routes.length > 0
  const width = Math.round(
    Math.min(panelWidth ?? Math.min(480, Math.max(384, room.width * 0.36)), room.width - 480),
  )
  // As high as its rows, unless that leaves the map too little.
  const wanted =
    timelineHeight ?? Math.min(58 + ((plan?.routes.length ?? 0) + data.free.length) * 32, room.height * 0.36)
  const height = Math.round(Math.min(wanted, Math.max(120, room.height - 320)))
  useCommands(
    hasTimeline
      ? [
          {
            id: 'day.timeline',
            group: 'Day',
            label: isFolded ? 'Show the timeline' : 'Fold the timeline',
            keys: 'g',
            run: () => setIsFolded(!isFolded),
          },
        ]
      : [],
  )
  useToastPlace({
    right: route ? detailWidth : 0,
    bottom: mapFoot + (hasTimeline ? (isFolded ? foldedHeight : height) : 0),
  })
  const tab = search.tab === 'fleet' || search.tab === 'plan' ? search.tab : 'orders'
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <aside
        aria-label="Orders, fleet and plan"
        className="flex min-h-0 shrink-0 flex-col bg-paper"
        style={{ width }}
      >
        <Tabs
          label="Panels"
          className="flex-1"
          value={tab}
          tabs={tabs}
          onChange={(value) => setSearch({ tab: value })}
        />
      </aside>
      <Splitter label="Width of the panel" axis="x" size={width} min={320} max={640} onSize={setPanelWidth} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="relative flex min-h-0 flex-1">
          <DayMapPane data={data} fitCount={fitCount} covered={covered} />
          {saved && route ? (
            <aside
              aria-label="Route"
              className="absolute inset-y-0 right-0 z-20 flex max-w-full animate-sheet flex-col border-l border-line bg-paper shadow-pop"
              style={{ width: detailWidth }}
            >
              <RouteDetail key={route.id} plan={saved} route={route} />
            </aside>
          ) : null}
        </div>
        {hasTimeline && !isFolded ? (
          <>
            <Splitter
              label="Height of the timeline"
              axis="y"
              isReversed
              size={height}
              min={120}
              max={Math.max(160, room.height - 320)}
              onSize={setTimelineHeight}
            />
            <div className="flex shrink-0" style={{ height }}>
              <Timeline
                routes={plan.routes}
                free={data.free}
                date={date}
                zone={depot.zone}
                selection={selection}
                hover={hover}
                onSelectStop={selectStop}
                onSelectRoute={(id) => selectRoute(id === selection.routeId ? null : id)}
                actions={
                  <IconButton
                    label="Fold the timeline"
                    size="s"
                    side="top"
                    keys="g"
                    icon={ChevronDown}
                    onClick={() => setIsFolded(true)}
                  />
                }
              />
            </div>
          </>
        ) : null}
        {hasTimeline && isFolded ? (
          <button
            type="button"
            aria-expanded={false}
            className="flex h-8 shrink-0 items-center gap-2 border-t border-line bg-paper px-3 text-12 font-strong text-ink-2 -outline-offset-2 hover:bg-hover"
            onClick={() => setIsFolded(false)}
          >
            Timeline
            <ChevronUp aria-hidden size={14} className="ml-auto" />
          </button>
        ) : null}
      </div>
    </div>
  )
}

function useWindowSize(): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: window.innerWidth, height: window.innerHeight })
  useEffect(() => {
    const onResize = (): void => setSize({ width: window.innerWidth, height: window.innerHeight })
    window.addEventListener('resize', onResize)
    return () => window.removeEventListener('resize', onResize)
  }, [])
  return size
}
