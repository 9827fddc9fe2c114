import { useEffect, useRef, useState } from 'react'
import { remainingWords } from './remaining-words.ts'

/** How long still, by the pace since this label was first seen; null while nobody can tell. */
export function useRemaining(label: string, done: number, total: number): string | null {
  const start = useRef<{ readonly label: string; readonly done: number; readonly at: number } | null>(null)
  const [words, setWords] = useState<string | null>(null)
  useEffect(() => {
    const now = performance.now()
    if (start.current === null || start.current.label !== label || done < start.current.done) {
      start.current = { label, done, at: now }
    }
    setWords(remainingWords(now - start.current.at, done - start.current.done, total - done))
  }, [label, done, total])
  return words
}
