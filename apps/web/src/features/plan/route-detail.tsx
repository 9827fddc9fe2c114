import type { Plan, Route } from '@cartage/domain'
import {
  distanceParts,
  formatDuration,
  formatMoney,
  formatTime,
  IconButton,
  MeaningIcon,
  NumberWithUnit,
  routeColour,
} from '@cartage/ui'
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Printer, X } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { useDay } from '../day/day-context.ts'
import { useMedia } from '../day/use-media.ts'
import { EditBar } from './edit-bar.tsx'
import { LoadChart } from './load-chart.tsx'
import { StopList } from './stop-list.tsx'
import { useRouteEdit } from './use-route-edit.ts'
import { violationWords } from './violation-words.ts'

/** One route: its figures, what is on board along it and its stops, which can be moved and taken off. */
export function RouteDetail({ plan, route }: { readonly plan: Plan; readonly route: Route }): ReactNode {
  const { depot, currency, canEdit, isPast, selectRoute, latest, previewRoute } = useDay()
  const navigate = useNavigate()
  const isNarrow = useMedia('(max-width: 640px)')
  const mayEdit = canEdit && !isPast && plan.id === latest?.id
  const editor = useRouteEdit(plan.id, route, mayEdit)
  const preview = editor.edit?.route ?? null
  useEffect(() => {
    previewRoute(preview)
    return () => previewRoute(null)
  }, [preview, previewRoute])
  const shown = preview ?? route
  const nameOf = (orderId: string): string =>
    [...route.stops, ...(editor.edit?.added ?? [])].find((stop) => stop.orderId === orderId)?.reference ??
    'An order'
  // Late stops say so themselves below.
  const broken = [
    ...new Set(
      route.violations
        .filter(({ kind }) => kind !== 'late')
        .map((violation) => violationWords(violation, nameOf)),
    ),
  ]
  return (
    <section aria-label={`Route ${route.vehicle.name}`} className="flex min-h-0 flex-1 flex-col bg-paper">
      <header className="flex items-center gap-2 border-b border-line py-1.5 pr-1 pl-3 narrow:pl-1">
        {isNarrow ? (
          <IconButton label="Back to the plan" icon={ArrowLeft} onClick={() => selectRoute(null)} />
        ) : null}
        <span
          aria-hidden
          className="h-6 w-1.5 shrink-0 rounded-full"
          style={{ background: routeColour(route.colour) }}
        />
        <h2 className="min-w-0 flex-1 leading-tight">
          <span className="block truncate text-15 font-strong">{route.vehicle.name}</span>
          <span className="flex gap-2 text-12 text-ink-3">
            <span className="min-w-0 truncate">{route.driver?.name ?? 'No driver'}</span>
            <span className="shrink-0 tabular-nums">
              {formatTime(route.shiftStart, depot.zone)}–{formatTime(route.shiftEnd, depot.zone)}
            </span>
          </span>
        </h2>
        <IconButton
          label="Print this manifest"
          icon={Printer}
          onClick={() =>
            void navigate({
              to: '/plans/$planId/manifest',
              params: { planId: plan.id },
              search: { route: route.id },
            })
          }
        />
        {isNarrow ? null : (
          <IconButton label="Close" icon={X} keys="escape" onClick={() => selectRoute(null)} />
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <dl className="grid grid-cols-4 gap-2 border-b border-line px-3 py-2">
          <Figure term="Cost">{formatMoney(shown.cost, currency)}</Figure>
          <Figure term="Distance">
            <NumberWithUnit {...distanceParts(shown.distanceM)} />
          </Figure>
          <Figure term="Driving">{formatDuration(shown.drivingS)}</Figure>
          <Figure term="Waiting">{formatDuration(shown.waitS)}</Figure>
        </dl>
        {broken.length > 0 && !editor.edit ? (
          <ul className="border-b border-line px-3 py-2">
            {broken.map((words) => (
              <li key={words} className="flex items-center gap-1.5 text-late">
                <MeaningIcon meaning="late" size={14} />
                {words}
              </li>
            ))}
          </ul>
        ) : null}
        <LoadChart route={shown} />
        <StopList route={shown} zone={depot.zone} editor={editor} />
      </div>
      {editor.edit ? <EditBar edit={editor.edit} editor={editor} nameOf={nameOf} /> : null}
    </section>
  )
}

function Figure({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="truncate text-12 text-ink-3">{term}</dt>
      <dd className="truncate font-strong tabular-nums">{children}</dd>
    </div>
  )
}
