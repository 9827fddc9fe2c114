import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface TabsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly tabs: readonly {
    readonly value: Value
    readonly label: string
    readonly count?: number | undefined
    readonly content: ReactNode
  }[]
  readonly className?: string
}

/** Views of one thing; only the chosen one is mounted. */
export function Tabs<Value extends string>({
  label,
  value,
  onChange,
  tabs,
  className,
}: TabsProps<Value>): ReactNode {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const chosen = tabs.find((tab) => tab.value === next)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      className={classNames('flex min-h-0 min-w-0 flex-col', className)}
    >
      <Radix.List
        aria-label={label}
        className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-2 [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="relative inline-flex h-10 items-center gap-1.5 px-2.5 text-13 font-strong whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink data-[state=active]:text-ink data-[state=active]:after:absolute data-[state=active]:after:inset-x-1.5 data-[state=active]:after:-bottom-px data-[state=active]:after:h-0.5 data-[state=active]:after:bg-accent touch:h-11"
          >
            {tab.label}
            {tab.count === undefined ? null : (
              <span className="font-regular text-ink-3 tabular-nums">{tab.count.toLocaleString()}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.value}
          value={tab.value}
          className="flex min-h-0 min-w-0 flex-1 flex-col outline-none"
        >
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
