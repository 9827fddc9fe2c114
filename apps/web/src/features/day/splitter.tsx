import { classNames } from '@cartage/ui'
import { useRef, type ReactNode } from 'react'

/** An edge that can be dragged, or moved by the arrow keys, to give a panel more or less room. */
export function Splitter({
  label,
  axis,
  size,
  min,
  max,
  isReversed = false,
  onSize,
}: {
  readonly label: string
  /** `x` moves left and right. */
  readonly axis: 'x' | 'y'
  readonly size: number
  readonly min: number
  readonly max: number
  /** True when the panel lies after the edge, so that moving on makes it smaller. */
  readonly isReversed?: boolean
  readonly onSize: (size: number) => void
}): ReactNode {
  const start = useRef<{ readonly at: number; readonly size: number } | null>(null)
  const set = (next: number): void => onSize(Math.round(Math.min(max, Math.max(min, next))))
  const sign = isReversed ? -1 : 1
  const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  return (
    <div
      // A separator that takes the focus is the pattern for a movable edge; no element has that meaning.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      className={classNames(
        'relative z-10 shrink-0 touch-none bg-line hover:bg-focus focus-visible:bg-focus',
        axis === 'x'
          ? 'w-px cursor-col-resize after:absolute after:inset-y-0 after:-inset-x-1'
          : 'h-px cursor-row-resize after:absolute after:inset-x-0 after:-inset-y-1',
      )}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { at: axis === 'x' ? event.clientX : event.clientY, size }
      }}
      onPointerMove={(event) => {
        if (!start.current) return
        set(start.current.size + sign * ((axis === 'x' ? event.clientX : event.clientY) - start.current.at))
      }}
      onPointerUp={() => {
        start.current = null
      }}
      onKeyDown={(event) => {
        if (event.key !== less && event.key !== more) return
        event.preventDefault()
        event.stopPropagation()
        set(size + sign * (event.key === more ? 16 : -16))
      }}
    />
  )
}
