import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** What it does: the accessible name and the tooltip. */
  readonly label: string
  readonly icon: LucideIcon
  readonly size?: 's' | 'm'
  /** The key that does the same, shown in the tooltip. */
  readonly keys?: string
  readonly isPressed?: boolean
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A square button with an icon and a name. */
export function IconButton({
  label,
  icon: Icon,
  size = 'm',
  keys,
  isPressed,
  side = 'bottom',
  className,
  type = 'button',
  ...rest
}: IconButtonProps): ReactNode {
  return (
    <Tooltip text={label} side={side} {...(keys === undefined ? {} : { keys })}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-pressed={isPressed}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded-m text-ink-2 transition-colors duration-75',
          'hover:bg-hover hover:text-ink active:bg-press aria-pressed:bg-accent-soft aria-pressed:text-accent disabled:text-ink-3 disabled:hover:bg-transparent',
          size === 'm' ? 'size-(--control)' : 'size-(--control-s)',
          className,
        )}
      >
        <Icon aria-hidden size={size === 'm' ? 16 : 14} strokeWidth={2} />
      </button>
    </Tooltip>
  )
}
