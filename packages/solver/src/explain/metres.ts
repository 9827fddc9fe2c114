/** A distance in words, rounded up to kilometres where it is longer than two. */
export function metresInWords(metres: number): string {
  return metres < 2000 ? `${Math.ceil(metres)} m` : `${Math.ceil(metres / 1000)} km`
}
