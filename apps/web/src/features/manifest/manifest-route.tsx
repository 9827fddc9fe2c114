import type { Depot, Order, Plan, Route } from '@cartage/domain'
import { formatDate, formatDistance, formatDuration, formatTime, TimeRange } from '@cartage/ui'
import type { ReactNode } from 'react'
import { formatLoad } from '../day/format.ts'

export interface ManifestRouteProps {
  readonly route: Route
  readonly plan: Plan
  readonly depot: Depot
  readonly orders: ReadonlyMap<string, Order>
  readonly organization: string
}

const kindWords = { delivery: '', pickup: 'Pickup', service: 'Visit' } as const

/** One route as a driver carries it: where, when, for whom, how much, and room for a signature. */
export function ManifestRoute({ route, plan, depot, orders, organization }: ManifestRouteProps): ReactNode {
  const time = (instant: string): string => formatTime(instant, depot.zone)
  const trips = new Set(route.stops.map(({ trip }) => trip)).size
  return (
    <article className="w-full max-w-[186mm] break-after-page bg-raised p-[8mm] max-sm:p-4 text-12 text-ink shadow-pop last:break-after-auto print:max-w-none print:p-0 print:shadow-none">
      <header className="flex flex-wrap items-start justify-between gap-x-8 gap-y-2 border-b-2 border-ink pb-2">
        <div>
          <p className="text-ink-2">
            {organization} · {depot.name}
          </p>
          <h1 className="text-24 font-strong tracking-tight">{route.vehicle.name}</h1>
          <p className="text-15">{route.driver?.name ?? 'No driver named'}</p>
        </div>
        <dl className="grid grid-cols-[auto_auto] gap-x-4 text-right tabular-nums">
          <dt className="text-ink-2">Day</dt>
          <dd className="font-strong">{formatDate(plan.date, 0)}</dd>
          <dt className="text-ink-2">Leaves</dt>
          <dd className="font-strong">{time(route.start)}</dd>
          <dt className="text-ink-2">Returns</dt>
          <dd className="font-strong">{time(route.end)}</dd>
          <dt className="text-ink-2">Stops</dt>
          <dd className="font-strong">{route.stops.length}</dd>
          <dt className="text-ink-2">Way</dt>
          <dd className="font-strong">
            {formatDistance(route.distanceM)}, {formatDuration(route.drivingS)} at the wheel
          </dd>
        </dl>
      </header>
      <p className="border-b border-line py-1.5">
        <span className="font-strong">Loaded at the depot:</span> {formatLoad(route.startLoad)}
        {trips > 1 ? ` for trip 1 of ${trips}` : ''}
        {route.breaks.length === 0
          ? ''
          : `. Break ${route.breaks.map(({ start, end }) => `${time(start)} to ${time(end)}`).join(', ')}`}
      </p>
      <table className="w-full border-collapse">
        <thead className="text-left text-ink-2">
          <tr className="border-b border-ink">
            <th scope="col" className="w-8 py-1 pr-2 text-right font-strong">
              #
            </th>
            <th scope="col" className="w-20 pr-3 text-right font-strong">
              Arrive
            </th>
            <th scope="col" className="pr-3 font-strong">
              Where and for whom
            </th>
            <th scope="col" className="w-24 pr-3 font-strong">
              Load
            </th>
            <th scope="col" className="w-32 font-strong max-sm:hidden print:table-cell">
              Received
            </th>
          </tr>
        </thead>
        <tbody>
          {route.stops.map((stop, index) => {
            const order = orders.get(stop.orderId)
            const isReload = index > 0 && stop.trip !== route.stops[index - 1]?.trip
            const contact = [order?.contact.company, order?.contact.name, order?.contact.phone].filter(
              (part) => part !== undefined && part !== '',
            )
            return (
              <tr key={stop.id} className="break-inside-avoid border-b border-line align-top">
                <td className="py-1.5 pr-2 text-right text-15 font-strong tabular-nums">{stop.sequence}</td>
                <td className="py-1.5 pr-3 text-right tabular-nums">
                  <span className="font-strong">{time(stop.arrival)}</span>
                  {stop.windows.map((window) => (
                    <span key={window.from} className="block text-ink-2">
                      <TimeRange from={window.from} to={window.to} />
                    </span>
                  ))}
                </td>
                <td className="py-1.5 pr-3">
                  {isReload ? (
                    <p className="mb-1 font-strong">First back to the depot to load trip {stop.trip}.</p>
                  ) : null}
                  <p className="font-strong">{stop.address}</p>
                  <p className="text-ink-2">
                    {[stop.reference, kindWords[stop.kind], ...contact]
                      .filter((part) => part !== '')
                      .join(' · ')}
                  </p>
                  {order === undefined || order.skills.length === 0 ? null : (
                    <p>Needs {order.skills.join(', ')}</p>
                  )}
                  {order === undefined || order.notes === '' ? null : <p className="italic">{order.notes}</p>}
                </td>
                <td className="py-1.5 pr-3">
                  {Object.entries(order?.load ?? {}).map(([dimension, amount]) => (
                    <span key={dimension} className="block whitespace-nowrap">
                      {formatLoad({ [dimension]: amount })}
                    </span>
                  ))}
                </td>
                <td
                  aria-label="Room for a signature"
                  className="h-12 border-l border-line max-sm:hidden print:table-cell"
                />
              </tr>
            )
          })}
        </tbody>
      </table>
      <footer className="mt-3 flex justify-between text-ink-2 tabular-nums">
        <span>
          Plan {plan.version}
          {plan.publishedAt === null ? ', not published' : ''}
        </span>
        <span>
          Back at {depot.name} by {time(route.end)}
        </span>
      </footer>
    </article>
  )
}
