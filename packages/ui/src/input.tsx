import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

const look =
  'w-full min-w-0 rounded-m border border-edge/60 bg-raised text-ink placeholder:text-ink-3 touch:text-15 hover:border-edge focus-visible:border-focus focus-visible:outline-offset-0 aria-invalid:border-late disabled:bg-paper disabled:text-ink-3'

/** The look that every text-like control shares. */
export const controlClass = `${look} h-(--control) px-2.5 text-13`

/** The same, smaller, for controls inside tables and heads. */
export const smallControlClass = `${look} h-(--control-s) px-2 text-12`

/** As high as its content. */
export const tallControlClass = `${look} px-2.5 py-1.5 text-13`

/** A line of text. */
export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>): ReactNode {
  return <input {...rest} type={type} className={classNames(controlClass, className)} />
}
