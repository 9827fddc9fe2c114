/**
 * How long still, in words, from what was done since a start; null while too little has been seen to tell. Rounded
 * up, so that the words never promise less than is left.
 */
export function remainingWords(elapsedMs: number, done: number, left: number): string | null {
  if (elapsedMs < 1_500 || done <= 0 || left <= 0) return null
  const seconds = ((elapsedMs / done) * left) / 1_000
  if (seconds < 8) return 'a few seconds left'
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} s left`
  return `about ${Math.ceil(seconds / 60)} min left`
}
