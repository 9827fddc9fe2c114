import type { LucideIcon } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { matchesKeys } from './match-keys.ts'
import { useLatest } from './use-latest.ts'

/** Something a person can do from here: by key, from the palette, and listed under `?`. */
export interface CommandEntry {
  /** Stable among all commands, such as `plan.start`. */
  readonly id: string
  /** The heading it stands under. */
  readonly group: string
  readonly label: string
  /** One key such as `p`, `/`, `ArrowDown`, or a chord such as `mod+k`. */
  readonly keys?: string
  readonly icon?: LucideIcon
  /** True for keys that make no sense in a list of things to do, such as j and k. */
  readonly isKeyOnly?: boolean
  readonly run: () => void
}

interface Registration {
  readonly entries: readonly CommandEntry[]
}

/** The newest registration stands first and wins a key. */
let registrations: readonly Registration[] = []
const listeners = new Set<() => void>()

const publish = (next: readonly Registration[]): void => {
  registrations = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Offers commands while the component is mounted. The list may be made anew on every render: what runs is always the
 * newest, and the palette learns of changed labels.
 */
export function useCommands(entries: readonly CommandEntry[]): void {
  const latest = useLatest(entries)
  const shape = entries
    .map((entry) => [entry.id, entry.group, entry.label, entry.keys].join('\u0000'))
    .join('\u0001')
  useEffect(() => {
    const registration: Registration = {
      entries: latest.current.map((entry) => ({
        ...entry,
        run: () => {
          latest.current.find(({ id }) => id === entry.id)?.run()
        },
      })),
    }
    publish([registration, ...registrations])
    return () => {
      publish(registrations.filter((other) => other !== registration))
    }
  }, [shape, latest])
}

const snapshot = (): readonly Registration[] => registrations

/** Every command that is on offer now, newest registrations first. */
export function useAllCommands(): readonly CommandEntry[] {
  return useSyncExternalStore(subscribe, snapshot).flatMap(({ entries }) => entries)
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)))

// Radix marks the body while a modal dialog or a menu is open; keys then belong to it.
const isModalOpen = (): boolean => 'scrollLocked' in document.body.dataset

/** Listens for the keys of all commands; mounted once, by the shell. */
export function useCommandKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const hasModifier = event.ctrlKey || event.metaKey
      if (isModalOpen() || (isTyping(event.target) && !hasModifier)) return
      const entry = registrations
        .flatMap(({ entries }) => entries)
        .find(({ keys }) => keys !== undefined && matchesKeys(keys, event))
      if (entry === undefined) return
      event.preventDefault()
      entry.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}
