/**
 * Hashes of name keys, ascending. Names that are only ever asked for by equality need no text: of ten thousand, one in half a million
 * other names is taken for one of them.
 */
export function nameHashes(keys: readonly string[]): Uint32Array {
  return Uint32Array.from(keys, hashOf).sort()
}

/** Whether a name key is, but for that chance, among the hashed ones. O(log n). */
export function hasName(hashes: Uint32Array, key: string): boolean {
  const wanted = hashOf(key)
  let low = 0
  let high = hashes.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const seen = hashes[middle] ?? 0
    if (seen === wanted) return true
    if (seen < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo). */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01_00_01_93)
  return hash >>> 0
}
