import { classNames } from '@cartage/ui'
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Covered } from './start-map.ts'

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

export interface SheetPlace {
  readonly stage: Stage
  readonly height: number
  /** What the map loses to the sheet. */
  readonly covered: Covered
  readonly setStage: (stage: Stage) => void
  /** Half of the page at least. */
  readonly raise: () => void
}

/** How far a sheet over a map is raised, and the ref of the box that holds both. */
export function useMapSheet(): readonly [SheetPlace, (box: HTMLDivElement) => () => void] {
  const [stage, setStage] = useState<Stage>('half')
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
  const raise = (): void => setStage((now) => (now === 'low' ? 'half' : now))
  return [{ stage, height, covered, setStage, raise }, measure]
}

export interface MapSheetProps {
  readonly label: string
  readonly sheet: SheetPlace
  readonly children: ReactNode
}

/** A sheet over the foot of a map: its handle is dragged, pressed, or worked by Enter. */
export function MapSheet({ label, sheet, children }: MapSheetProps): ReactNode {
  const { stage, setStage } = sheet
  const start = useRef<number | null>(null)
  const shift = (by: number): void =>
    setStage(stages[Math.min(2, Math.max(0, stages.indexOf(stage) + by))] ?? stage)
  return (
    <section
      aria-label={label}
      className="absolute inset-x-0 bottom-0 z-20 flex flex-col rounded-t-l bg-paper shadow-pop transition-[height] duration-200"
      style={{ height: sheet.height }}
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
        {children}
      </div>
    </section>
  )
}
