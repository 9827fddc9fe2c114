import { formatDate, IconButton, Popover } from '@cartage/ui'
import { useNavigate } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { addDays } from '../session/last-place.ts'
import { MonthGrid } from './month-grid.tsx'

export interface DayPickerProps {
  readonly depotId: string
  readonly date: string
  /** The calendar day at the depot. */
  readonly today: string
}

/** The day on the screen, the one before and after, and a month to choose from. */
export function DayPicker({ depotId, date, today }: DayPickerProps): ReactNode {
  const navigate = useNavigate()
  const [isOpen, setIsOpen] = useState(false)
  const goTo = (next: string): void => {
    setIsOpen(false)
    void navigate({ to: '/day/$depotId/$date', params: { depotId, date: next } })
  }
  const name = date === today ? 'Today' : date === addDays(today, 1) ? 'Tomorrow' : null
  return (
    <div className="flex shrink-0 items-center">
      <IconButton
        label="Day before"
        icon={ChevronLeft}
        keys="["
        className="narrow:hidden"
        onClick={() => {
          goTo(addDays(date, -1))
        }}
      />
      <Popover
        label="Choose a day"
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        trigger={
          <button
            type="button"
            aria-label={`Day: ${formatDate(date)}${name === null ? '' : `, ${name}`}`}
            className="flex h-(--control) items-center gap-1.5 rounded-m px-2 text-13 whitespace-nowrap hover:bg-hover data-[state=open]:bg-hover"
          >
            <span className="font-strong tabular-nums">{formatDate(date)}</span>
            {name === null ? null : <span className="text-ink-3 max-sm:hidden">{name}</span>}
          </button>
        }
      >
        <MonthGrid depotId={depotId} date={date} today={today} onChoose={goTo} />
      </Popover>
      <IconButton
        label="Day after"
        icon={ChevronRight}
        keys="]"
        className="narrow:hidden"
        onClick={() => {
          goTo(addDays(date, 1))
        }}
      />
    </div>
  )
}
