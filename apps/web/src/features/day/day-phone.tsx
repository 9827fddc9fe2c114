import { Tabs } from '@cartage/ui'
import type { ReactNode } from 'react'
import { MapSheet, useMapSheet } from '../map/map-sheet.tsx'
import { RouteDetail } from '../plan/route-detail.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { useDay } from './day-context.ts'
import { DayMapPane } from './day-map-pane.tsx'
import { usePanelTabs } from './day-panels.tsx'
import type { DayData } from './use-day-data.ts'
import { useDaySearch } from './use-day-search.ts'

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
  const [sheet, measure] = useMapSheet()
  const panels = usePanelTabs(data)
  const { plan } = data
  const route = saved?.routes.find(({ id }) => id === selection.routeId)
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
      <DayMapPane data={data} fitCount={fitCount} covered={sheet.covered} />
      <MapSheet label="Orders, fleet and plan" sheet={sheet}>
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
              sheet.raise()
            }}
          />
        )}
      </MapSheet>
    </div>
  )
}
