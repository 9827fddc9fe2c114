import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** The look that every text-like control shares. */
export const controlClass =
  'h-(--control) w-full min-w-0 rounded-m border border-edge/60 bg-raised px-2.5 text-13 text-ink placeholder:text-ink-3 touch:text-15 hover:border-edge focus-visible:border-focus focus-visible:outline-offset-0 aria-invalid:border-late disabled:bg-paper disabled:text-ink-3'

/** A line of text. */
export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>): ReactNode {
  return <input {...rest} type={type} className={classNames(controlClass, className)} />
}
