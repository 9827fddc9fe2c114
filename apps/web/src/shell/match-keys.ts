export interface PressedKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/**
 * Whether a pressed key is the one that `keys` names. `mod` is Ctrl or the Apple command key. Shift is asked for only
 * beside letters and named keys: a sign such as `?` needs Shift on some keyboards and not on others.
 */
export function matchesKeys(keys: string, event: PressedKey): boolean {
  const parts = keys.toLowerCase().split('+')
  const name = parts.at(-1) ?? ''
  if (event.key.toLowerCase() !== name) return false
  if (parts.includes('mod') !== (event.ctrlKey || event.metaKey)) return false
  if (parts.includes('alt') !== event.altKey) return false
  const isSign = name.length === 1 && name.toUpperCase() === name.toLowerCase()
  return isSign || parts.includes('shift') === event.shiftKey
}
