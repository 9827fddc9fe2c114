/** A duration in words, rounded up to minutes where it is longer than two. */
export function minutes(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
