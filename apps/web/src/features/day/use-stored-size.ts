import { useCallback, useState } from 'react'

/** A size in pixels that this device remembers. */
export function useStoredSize(name: string, initial: number): readonly [number, (size: number) => void] {
  const key = `cartage.size.${name}`
  const [size, setSize] = useState(() => {
    try {
      const stored = Number(localStorage.getItem(key))
      return Number.isFinite(stored) && stored > 0 ? stored : initial
    } catch {
      return initial
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
