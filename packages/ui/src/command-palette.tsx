import { Command } from 'cmdk'
import { Search, type LucideIcon } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

export interface PaletteItem {
  readonly id: string
  readonly label: string
  readonly detail?: string
  readonly icon?: LucideIcon
  readonly keys?: string
  readonly run: () => void
}
export interface PaletteGroup {
  readonly heading: string
  readonly items: readonly PaletteItem[]
  /** True when the items already answer the text, as results from the server do. */
  readonly isSearched?: boolean
}

export interface CommandPaletteProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly text: string
  readonly onTextChange: (text: string) => void
  readonly groups: readonly PaletteGroup[]
  readonly isSearching?: boolean
  readonly placeholder?: string
}

/** Finds everything: actions, places to go, and what a search on the server answers. */
export function CommandPalette({
  isOpen,
  onClose,
  text,
  onTextChange,
  groups,
  isSearching = false,
  placeholder = 'Search or do something',
}: CommandPaletteProps): ReactNode {
  return (
    <Radix.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-[12dvh] z-40 mx-auto w-[calc(100%-32px)] max-w-150 animate-pop overflow-hidden rounded-l bg-raised shadow-pop outline-none narrow:top-4"
        >
          <Radix.Title className="sr-only">Search and commands</Radix.Title>
          <Command loop label="Search and commands">
            <div className="flex items-center gap-2 border-b border-line px-3">
              <Search aria-hidden size={16} className="shrink-0 text-ink-3" />
              <Command.Input
                value={text}
                onValueChange={onTextChange}
                placeholder={placeholder}
                className="h-12 min-w-0 flex-1 bg-transparent text-15 text-ink outline-none placeholder:text-ink-3"
              />
              <Kbd keys="escape" />
            </div>
            <Command.List className="max-h-[min(50dvh,420px)] overflow-y-auto p-1">
              <Command.Empty className="px-3 py-8 text-center text-13 text-ink-2">
                {isSearching ? 'Searching…' : `Nothing matches “${text}”.`}
              </Command.Empty>
              {groups.map((group) =>
                group.items.length === 0 ? null : (
                  <Command.Group
                    key={group.heading}
                    heading={group.heading}
                    className="**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-12 **:[[cmdk-group-heading]]:font-strong **:[[cmdk-group-heading]]:text-ink-3"
                  >
                    {group.items.map((item) => (
                      <Command.Item
                        key={item.id}
                        // What the server found begins with the text, so that it is never filtered away.
                        value={
                          group.isSearched === true
                            ? `${text} ${item.id}`
                            : `${item.label} ${item.detail ?? ''} ${item.id}`
                        }
                        onSelect={() => {
                          onClose()
                          item.run()
                        }}
                        className="flex min-h-(--control) items-center gap-2 rounded-s px-2 text-13 select-none data-[selected=true]:bg-hover"
                      >
                        {item.icon === undefined ? null : (
                          <item.icon aria-hidden size={16} className="shrink-0 text-ink-3" />
                        )}
                        <span className="shrink-0 truncate">{item.label}</span>
                        <span className="min-w-0 flex-1 truncate text-ink-3">{item.detail}</span>
                        {item.keys === undefined ? null : <Kbd keys={item.keys} />}
                      </Command.Item>
                    ))}
                  </Command.Group>
                ),
              )}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
