import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** A plain table of 32 px rows (44 px under a finger) that scrolls inside itself, never the page. */
export function Table({
  label,
  children,
  className,
}: {
  readonly label: string
  readonly children: ReactNode
  readonly className?: string
}): ReactNode {
  return (
    <div className="max-w-full overflow-x-auto">
      <table aria-label={label} className={classNames('w-full border-collapse text-13', className)}>
        {children}
      </table>
    </div>
  )
}

/** A column heading; `isNumber` sets it to the right, above its figures. */
export function Th({
  isNumber = false,
  className,
  ...rest
}: ComponentProps<'th'> & { readonly isNumber?: boolean }): ReactNode {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        'h-8 border-b border-line px-2 text-12 font-strong whitespace-nowrap text-ink-3 first:pl-3 last:pr-3',
        isNumber ? 'text-right' : 'text-left',
        className,
      )}
    />
  )
}

/** A row; `isSelected` tints it. */
export function Tr({
  isSelected = false,
  className,
  ...rest
}: ComponentProps<'tr'> & { readonly isSelected?: boolean }): ReactNode {
  return (
    <tr
      {...rest}
      aria-selected={isSelected || undefined}
      className={classNames('group/row hover:bg-hover', isSelected && 'bg-accent-soft', className)}
    />
  )
}

/** A cell; `isNumber` sets it to the right in tabular figures. */
export function Td({
  isNumber = false,
  className,
  ...rest
}: ComponentProps<'td'> & { readonly isNumber?: boolean }): ReactNode {
  return (
    <td
      {...rest}
      className={classNames(
        'h-(--row) border-b border-line/70 px-2 first:pl-3 last:pr-3',
        isNumber && 'text-right whitespace-nowrap tabular-nums',
        className,
      )}
    />
  )
}
