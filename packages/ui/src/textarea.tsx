import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { tallControlClass } from './input.tsx'

/** Several lines of text; grows with its content where the browser can. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>): ReactNode {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={classNames(tallControlClass, 'resize-y field-sizing-content', className)}
    />
  )
}
