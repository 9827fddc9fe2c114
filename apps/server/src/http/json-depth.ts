const QUOTE = 34
const BACKSLASH = 92
const OPENING: ReadonlySet<number> = new Set([91, 123])
const CLOSING: ReadonlySet<number> = new Set([93, 125])

/** Whether objects and lists stand more than `limit` deep in a JSON text; linear, and builds nothing (SEC-D07). */
export function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (isInString) {
      if (sign === BACKSLASH) at++
      else if (sign === QUOTE) isInString = false
    } else if (sign === QUOTE) isInString = true
    else if (OPENING.has(sign)) {
      depth++
      if (depth > limit) return true
    } else if (CLOSING.has(sign)) depth--
  }
  return false
}
