import type { Route } from '@cartage/domain'
import {
  Badge,
  classNames,
  distanceParts,
  formatDuration,
  formatTime,
  NumberWithUnit,
  routeColour,
} from '@cartage/ui'
import type { ReactNode } from 'react'
import { useCommands } from '../../shell/commands.ts'
import { useDay } from '../day/day-context.ts'
import { hoverHandlers, useIsRouteHovered } from '../day/use-hover.ts'
import { loadPeaks, shiftShare } from './route-load.ts'
import { dimensionWords } from '../fleet/dimension-words.ts'
import { ShareBar } from './share-bar.tsx'
import { violationBadges } from './violation-words.ts'

/** The routes of the plan with what each is made of; pressing one opens it. */
export function RouteList({ routes }: { readonly routes: readonly Route[] }): ReactNode {
  const { selection, selectRoute } = useDay()
  const at = routes.findIndex(({ id }) => id === selection.routeId)
  const step = (by: number): void => {
    const next = routes[Math.min(Math.max(at + by, 0), routes.length - 1)]
    if (next) selectRoute(next.id)
  }
  useCommands([
    {
      id: 'routes.next',
      group: 'Plan',
      label: 'Next route',
      keys: 'shift+j',
      isKeyOnly: true,
      run: () => step(1),
    },
    {
      id: 'routes.before',
      group: 'Plan',
      label: 'Route before',
      keys: 'shift+k',
      isKeyOnly: true,
      run: () => step(-1),
    },
    ...(at < 0
      ? [
          {
            id: 'routes.first',
            group: 'Plan',
            label: 'First route',
            keys: 'j',
            isKeyOnly: true,
            run: () => step(1),
          },
          {
            id: 'routes.down',
            group: 'Plan',
            label: 'First route',
            keys: 'ArrowDown',
            isKeyOnly: true,
            run: () => step(1),
          },
        ]
      : []),
  ])
  return (
    <section aria-label="Routes">
      <h3 className="flex h-8 items-end px-3 pb-1 text-12 font-strong text-ink-3">
        <span className="flex-1">Routes</span>
        <span aria-hidden className="w-16 text-right font-regular">
          Load
        </span>
        <span aria-hidden className="ml-3 w-16 text-right font-regular">
          Shift
        </span>
      </h3>
      <ul>
        {routes.map((route) => (
          <li key={route.id}>
            <RouteRow route={route} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function RouteRow({ route }: { readonly route: Route }): ReactNode {
  const { depot, hover, selection, selectRoute } = useDay()
  const isChosen = selection.routeId === route.id
  const isHovered = useIsRouteHovered(route.id)
  const distance = distanceParts(route.distanceM)
  const peak = loadPeaks(route)[0]
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => selectRoute(isChosen ? null : route.id)}
      {...hoverHandlers(hover, { routeId: route.id })}
      className={classNames(
        'flex w-full items-center gap-3 border-b border-line/70 px-3 py-1.5 text-left -outline-offset-2 touch:py-2.5',
        isChosen ? 'bg-accent-soft' : isHovered && 'bg-hover',
      )}
    >
      <span
        aria-hidden
        className="h-8 w-1.5 shrink-0 rounded-full"
        style={{ background: routeColour(route.colour) }}
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="min-w-0 truncate font-strong">{route.vehicle.name}</span>
          <span className="min-w-0 flex-1 truncate text-12 text-ink-3">
            {route.driver?.name ?? 'no driver'}
          </span>
          {violationBadges(route.violations).map((words) => (
            <Badge key={words} meaning="late">
              {words}
            </Badge>
          ))}
        </span>
        <span className="flex gap-3 text-12 whitespace-nowrap text-ink-2 tabular-nums">
          <NumberWithUnit value={route.stops.length} unit={route.stops.length === 1 ? 'stop' : 'stops'} />
          <NumberWithUnit {...distance} />
          <span title={`${formatTime(route.start, depot.zone)} to ${formatTime(route.end, depot.zone)}`}>
            {formatDuration((Date.parse(route.end) - Date.parse(route.start)) / 1000)}
          </span>
        </span>
      </span>
      <span className="flex w-16 shrink-0 flex-col">
        {peak ? (
          <ShareBar
            label={`Fullest in ${dimensionWords(peak.dimension).name.toLowerCase()}`}
            share={peak.share}
            colour={routeColour(route.colour)}
          />
        ) : null}
      </span>
      <span className="w-16 shrink-0">
        <ShareBar label="Shift used" share={shiftShare(route)} />
      </span>
    </button>
  )
}
