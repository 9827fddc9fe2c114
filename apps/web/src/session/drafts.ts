import { useState } from 'react'

export interface Draft<Value> {
  readonly value: Value
  readonly set: (value: Value) => void
  /** Forgets what was typed; the form starts over. */
  readonly clear: () => void
  /** True when the form began with what was typed earlier. */
  readonly isRestored: boolean
}

const kinds = new Set<{ clear: () => void }>()

/** Forgets what was typed into all of them: it belongs to whoever typed it. */
export function forgetDrafts(): void {
  for (const drafts of kinds) drafts.clear()
}

/**
 * Makes the hook that holds the state of one kind of form. What was typed outlives a form that is closed without
 * saving, for as long as the page is open; `key` names what the form is about.
 */
export function draftsOf<Value>(): (key: string, initial: () => Value) => Draft<Value> {
  const drafts = new Map<string, Value>()
  kinds.add(drafts)
  return function useDraft(key, initial) {
    const [state, setState] = useState(() => {
      const kept = drafts.get(key)
      return kept === undefined ? { value: initial(), isRestored: false } : { value: kept, isRestored: true }
    })
    return {
      ...state,
      set: (value) => {
        drafts.set(key, value)
        setState((before) => ({ ...before, value }))
      },
      clear: () => {
        drafts.delete(key)
        setState({ value: initial(), isRestored: false })
      },
    }
  }
}
