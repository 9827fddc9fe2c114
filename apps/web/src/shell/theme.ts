import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'light' | 'dark' | 'system'

const KEY = 'cartage.theme'
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

const chosen = (): ThemeChoice => {
  const theme = document.documentElement.dataset['theme']
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}
const resolved = (): 'light' | 'dark' => {
  const theme = chosen()
  return theme === 'system' ? (systemIsDark.matches ? 'dark' : 'light') : theme
}
const publish = (): void => {
  for (const listener of listeners) listener()
}
systemIsDark.addEventListener('change', publish)

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Sets light, dark or what the system says, and keeps it on this device (public/theme.js reads it before paint). */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = choice
  try {
    localStorage.setItem(KEY, choice)
  } catch {
    // Storage is blocked: the choice lasts until the page is left.
  }
  publish()
}

/** What the person chose. */
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, chosen)

/** What is shown: for the map and canvases, which cannot follow CSS. */
export const useTheme = (): 'light' | 'dark' => useSyncExternalStore(subscribe, resolved)
