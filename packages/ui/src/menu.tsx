import { Check, type LucideIcon } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'

export interface MenuItem {
  readonly label: string
  readonly icon?: LucideIcon
  /** A second line or a value in a lighter tone. */
  readonly detail?: string
  readonly keys?: string
  readonly isChecked?: boolean
  readonly isDisabled?: boolean
  readonly isDanger?: boolean
  readonly onSelect: () => void
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement
  /** Groups are parted by a line. */
  readonly groups: readonly (readonly MenuItem[])[]
  readonly header?: ReactNode
  readonly align?: 'start' | 'end'
}

/** Actions or choices behind a button. */
export function Menu({ trigger, groups, header, align = 'end' }: MenuProps): ReactNode {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-48 animate-pop overflow-y-auto rounded-l bg-raised p-1 shadow-pop"
        >
          {header === undefined ? null : (
            <div className="border-b border-line px-2 pt-1 pb-2 mb-1">{header}</div>
          )}
          {groups.map((items, index) => (
            <Radix.Group
              // Groups have no identity of their own and never move.
              key={index}
              className={classNames(index > 0 && 'mt-1 border-t border-line pt-1')}
            >
              {items.map((item) => (
                <Radix.Item
                  key={item.label}
                  disabled={item.isDisabled ?? false}
                  onSelect={item.onSelect}
                  className={classNames(
                    'flex min-h-(--control) items-center gap-2 rounded-s px-2 text-13 outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-hover',
                    item.isDanger === true ? 'text-late' : 'text-ink',
                  )}
                >
                  {item.isChecked === undefined ? null : (
                    <Check
                      aria-hidden
                      size={14}
                      className={classNames('shrink-0', !item.isChecked && 'invisible')}
                    />
                  )}
                  {item.icon === undefined ? null : (
                    <item.icon aria-hidden size={16} className="shrink-0 text-ink-3" />
                  )}
                  <span className="min-w-0 flex-1 truncate">{item.label}</span>
                  {item.detail === undefined ? null : (
                    <span className="shrink-0 text-12 text-ink-3 tabular-nums">{item.detail}</span>
                  )}
                  {item.keys === undefined ? null : <Kbd keys={item.keys} />}
                </Radix.Item>
              ))}
            </Radix.Group>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
