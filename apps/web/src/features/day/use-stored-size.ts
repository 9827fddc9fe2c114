import { useCallback, useState } from 'react'

/** A size in pixels that this device remembers; null until the person has chosen one. */
export function useStoredSize(name: string): readonly [number | null, (size: number) => void] {
  const key = `cartage.size.${name}`
  const [size, setSize] = useState(() => {
    try {
      const stored = Number(localStorage.getItem(key))
      return Number.isFinite(stored) && stored > 0 ? stored : null
    } catch {
      return null
    }
  })
  const set = useCallback(
    (next: number) => {
      setSize(next)
      try {
        localStorage.setItem(key, String(next))
      } catch {
        // Storage is blocked: the size lasts until the page is left.
      }
    },
    [key],
  )
  return [size, set]
}
