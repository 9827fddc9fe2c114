const KEY = 'cartage.unusual-seen'

/** The newest event that was put away on this device; 0 for none. */
export function seenUnusual(): number {
  try {
    return Number(localStorage.getItem(KEY) ?? 0)
  } catch {
    return 0
  }
}

export function rememberSeenUnusual(id: number): void {
  try {
    localStorage.setItem(KEY, String(id))
  } catch {
    // Storage is blocked: it is shown again on the next visit.
  }
}
