import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

const looks: Readonly<Record<ButtonVariant, string>> = {
  primary:
    'bg-accent text-accent-ink hover:bg-accent-hover active:bg-accent-hover shadow-edge disabled:bg-press disabled:text-ink-3 disabled:shadow-none',
  secondary:
    'bg-raised text-ink border border-line shadow-edge hover:bg-hover active:bg-press disabled:text-ink-3 disabled:bg-paper disabled:shadow-none',
  quiet:
    'text-ink-2 hover:bg-hover hover:text-ink active:bg-press disabled:text-ink-3 disabled:hover:bg-transparent',
  danger:
    'bg-raised text-late border border-line shadow-edge hover:bg-late-soft active:bg-late-soft disabled:text-ink-3 disabled:shadow-none',
}

export const buttonClass = (variant: ButtonVariant, size: 's' | 'm', extra?: string): string =>
  classNames(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-m font-strong whitespace-nowrap select-none no-underline transition-colors duration-75',
    size === 'm'
      ? 'h-(--control) px-3 text-13 touch:px-4'
      : 'h-(--control-s) px-2 text-12 touch:px-3 touch:text-13',
    looks[variant],
    extra,
  )

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: ButtonVariant
  readonly size?: 's' | 'm'
  readonly icon?: LucideIcon
  /** Shows that the action is under way and refuses a second press. */
  readonly isBusy?: boolean
  readonly children: ReactNode
}

/** A button that says what it does; `isBusy` keeps its width and blocks it. */
export function Button({
  variant = 'secondary',
  size = 'm',
  icon: Icon,
  isBusy = false,
  disabled,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy || undefined}
      className={buttonClass(variant, size, className)}
    >
      {isBusy ? (
        <Spinner />
      ) : Icon === undefined ? null : (
        <Icon aria-hidden size={size === 'm' ? 16 : 14} strokeWidth={2} />
      )}
      {children}
    </button>
  )
}
