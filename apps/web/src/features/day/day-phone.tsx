import { classNames, Tabs } from '@cartage/ui'
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import { RouteDetail } from '../plan/route-detail.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { useDay } from './day-context.ts'
import { DayMapPane } from './day-map-pane.tsx'
import { usePanelTabs } from './day-panels.tsx'
import type { DayData } from './use-day-data.ts'
import { useDaySearch } from './use-day-search.ts'

/** How much of the page the sheet takes: its handle and tabs, half, or nearly all. */
const stages = ['low', 'half', 'full'] as const
type Stage = (typeof stages)[number]
/** Pixels of the handle and the tabs. */
const lowest = 76
const words: Readonly<Record<Stage, string>> = {
  low: 'Raise the sheet',
  half: 'Raise the sheet',
  full: 'Lower the sheet',
}

/** The day on a phone: the map, and a sheet over it with the lists, the timeline or a chosen route. */
export function DayPhone({
  data,
  fitCount,
}: {
  readonly data: DayData
  readonly fitCount: number
}): ReactNode {
  const { plan: saved, date, depot, selection, hover, selectStop, selectRoute } = useDay()
  const [search, setSearch] = useDaySearch()
  const [stage, setStage] = useState<Stage>('half')
  const panels = usePanelTabs(data)
  const { plan } = data
  const route = saved?.routes.find(({ id }) => id === selection.routeId)
  const start = useRef<number | null>(null)
  const [page, setPage] = useState(0)
  const measure = useCallback((box: HTMLDivElement) => {
    const observer = new ResizeObserver(() => setPage(box.clientHeight))
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
  const half = Math.round(page * 0.52)
  const height = stage === 'low' ? lowest : stage === 'half' ? half : page - 48
  // Fully raised the sheet hides the map anyway: what is behind stays where it is.
  const covered = useMemo(() => ({ right: 0, bottom: stage === 'low' ? lowest : half }), [stage, half])
  const shift = (by: number): void =>
    setStage(stages[Math.min(2, Math.max(0, stages.indexOf(stage) + by))] ?? stage)
  const tabs = [
    ...panels,
    ...(plan && plan.routes.length > 0
      ? [
          {
            value: 'times' as const,
            label: 'Timeline',
            content: (
              <Timeline
                routes={plan.routes}
                free={data.free}
                date={date}
                zone={depot.zone}
                selection={selection}
                hover={hover}
                onSelectStop={selectStop}
                onSelectRoute={selectRoute}
              />
            ),
          },
        ]
      : []),
  ]
  const tab = tabs.some(({ value }) => value === search.tab) ? (search.tab ?? 'orders') : 'orders'
  return (
    <div ref={measure} className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden">
      <DayMapPane data={data} fitCount={fitCount} covered={covered} />
      <section
        aria-label="Orders, fleet and plan"
        className="absolute inset-x-0 bottom-0 z-20 flex flex-col rounded-t-l bg-paper shadow-pop transition-[height] duration-200"
        style={{ height }}
      >
        <button
          type="button"
          aria-label={words[stage]}
          className="flex h-6 shrink-0 touch-none items-center justify-center rounded-t-l -outline-offset-2"
          onPointerDown={(event) => {
            start.current = event.clientY
            event.currentTarget.setPointerCapture(event.pointerId)
          }}
          onPointerUp={(event) => {
            const moved = start.current === null ? 0 : event.clientY - start.current
            start.current = null
            if (Math.abs(moved) > 24) shift(moved < 0 ? 1 : -1)
            else setStage(stage === 'full' ? 'low' : stage === 'half' ? 'full' : 'half')
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ' ') setStage(stage === 'full' ? 'low' : 'full')
          }}
        >
          <span aria-hidden className="h-1 w-9 rounded-full bg-edge/60" />
        </button>
        <div className={classNames('flex min-h-0 flex-1 flex-col', stage === 'low' && 'overflow-hidden')}>
          {saved && route ? (
            <RouteDetail key={route.id} plan={saved} route={route} />
          ) : (
            <Tabs
              label="Panels"
              className="flex-1"
              value={tab}
              tabs={tabs}
              onChange={(value) => {
                setSearch({ tab: value })
                if (stage === 'low') setStage('half')
              }}
            />
          )}
        </div>
      </section>
    </div>
  )
}
