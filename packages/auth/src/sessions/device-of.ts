import Bowser from 'bowser'

/** What somebody signed in with, as far as the browser says. */
export interface Device {
  readonly browser: string | null
  readonly system: string | null
  readonly isPhone: boolean
}

/** Reads a `User-Agent` header. Anybody can send any; it is a help to recognize one's own, and proves nothing. */
export function deviceOf(userAgent: string | null): Device {
  if (userAgent === null || userAgent.trim() === '') return { browser: null, system: null, isPhone: false }
  const { browser, os, platform } = Bowser.parse(userAgent)
  return {
    browser: browser.name ?? null,
    system: os.name ?? null,
    isPhone: platform.type === 'mobile' || platform.type === 'tablet',
  }
}
