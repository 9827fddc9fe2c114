import { Button, classNames, IconButton } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Temporal } from 'temporal-polyfill'
import { trpc } from '../api/trpc.ts'
import { addDays } from '../session/last-place.ts'
import { firstWeekday, monthWeeks } from './month-weeks.ts'

export interface MonthGridProps {
  readonly depotId: string
  readonly date: string
  readonly today: string
  readonly onChoose: (date: string) => void
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** A month whose days tell how much work they hold; arrows move, Page Up and Down change the month. */
export function MonthGrid({ depotId, date, today, onChoose }: MonthGridProps): ReactNode {
  const [focus, setFocus] = useState(date)
  const grid = useRef<HTMLTableElement>(null)
  const days = useQuery(trpc.orders.days.queryOptions({ depotId })).data?.items ?? []
  const locale = navigator.language
  const weeks = monthWeeks(focus, firstWeekday(locale))
  useEffect(() => {
    grid.current?.querySelector<HTMLButtonElement>(`[data-date="${focus}"]`)?.focus()
  }, [focus])
  const moveMonth = (months: number): void => {
    setFocus(Temporal.PlainDate.from(focus).add({ months }).toString())
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    if (step !== undefined) setFocus(addDays(focus, step))
    else if (event.key === 'PageUp') moveMonth(-1)
    else if (event.key === 'PageDown') moveMonth(1)
    else return
    event.preventDefault()
  }
  const title = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${focus}T12:00:00Z`),
  )
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  return (
    <div className="w-70 touch:w-82">
      <div className="mb-1 flex items-center gap-1">
        <span className="flex-1 pl-1 font-strong" aria-live="polite">
          {title}
        </span>
        <Button
          variant="quiet"
          size="s"
          onClick={() => {
            onChoose(today)
          }}
        >
          Today
        </Button>
        <IconButton
          label="Month before"
          icon={ChevronLeft}
          size="s"
          onClick={() => {
            moveMonth(-1)
          }}
        />
        <IconButton
          label="Month after"
          icon={ChevronRight}
          size="s"
          onClick={() => {
            moveMonth(1)
          }}
        />
      </div>
      {/* The keys bubble up from the days, which are buttons. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <table ref={grid} aria-label={title} onKeyDown={onKeyDown} className="w-full table-fixed">
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" className="h-7 text-12 font-regular text-ink-3">
                {weekday.format(new Date(`${day}T12:00:00Z`))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => {
                const work = days.find((item) => item.date === day)
                return (
                  <td key={day} className="p-0 text-center">
                    <button
                      type="button"
                      data-date={day}
                      tabIndex={day === focus ? 0 : -1}
                      aria-current={day === today ? 'date' : undefined}
                      aria-pressed={day === date}
                      aria-label={`${day}${work === undefined ? '' : `, ${work.orders} orders`}`}
                      title={
                        work === undefined
                          ? undefined
                          : `${work.orders} orders, ${work.unassigned} unassigned`
                      }
                      onClick={() => {
                        onChoose(day)
                      }}
                      className={classNames(
                        'relative inline-flex size-9 items-center justify-center rounded-m tabular-nums hover:bg-hover aria-pressed:bg-accent aria-pressed:text-accent-ink touch:size-10',
                        day.slice(0, 7) !== focus.slice(0, 7) && 'text-ink-3',
                        day === today && 'font-strong text-accent',
                      )}
                    >
                      {Number(day.slice(8))}
                      {work === undefined || work.orders === 0 ? null : (
                        <span
                          aria-hidden
                          className={classNames(
                            'absolute inset-x-0 bottom-1 mx-auto h-1 rounded-full bg-current',
                            work.unassigned > 0 ? 'w-1' : 'w-3',
                          )}
                        />
                      )}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 flex gap-3 border-t border-line pt-2 text-12 text-ink-3">
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-1 rounded-full bg-ink-2" /> has open orders
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="h-1 w-3 rounded-full bg-ink-2" /> all planned
        </span>
      </p>
    </div>
  )
}
