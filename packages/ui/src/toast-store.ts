import type { Meaning } from './badge.tsx'

export interface ToastMessage {
  readonly text: string
  /** A second line: what it means or what to do now. */
  readonly detail?: string
  readonly meaning?: Meaning
  /** Takes the deed back; shown as an Undo button. */
  readonly undo?: () => void | Promise<void>
  /** One more thing to do, such as opening what was made. */
  readonly action?: { readonly label: string; readonly run: () => void }
}
export interface ShownToast extends ToastMessage {
  readonly id: number
}

type Listener = () => void
let shown: readonly ShownToast[] = []
let nextId = 1
const listeners = new Set<Listener>()

const publish = (next: readonly ShownToast[]): void => {
  shown = next
  for (const listener of listeners) listener()
}

/** What happened, at the corner of the screen; the newest three stay. */
export function toast(message: ToastMessage): void {
  publish([...shown.slice(-2), { ...message, id: nextId }])
  nextId += 1
}

export const toastStore = {
  subscribe: (listener: Listener): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  snapshot: (): readonly ShownToast[] => shown,
  dismiss: (id: number): void => {
    publish(shown.filter((item) => item.id !== id))
  },
}
