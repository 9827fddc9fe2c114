import { existsSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** The Chromium of this machine, where there is one. */
export function findChromium(): string | undefined {
  return [
    process.env['CHROMIUM_PATH'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((file) => file !== undefined && existsSync(file))
}

/** A real headless Chromium with software WebGL, so that the map draws. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined)
    throw new Error('No Chromium was found; npm test installs one, or name it in CHROMIUM_PATH.')
  const { chromium } = await import('playwright-core')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  })
}

/** A page, and all that went wrong or left the machine while it was used. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page
  /** Requests to any host but the server's own. */
  readonly foreignRequests: string[]
  /** Uncaught errors, `console.error` and violations of the content security policy. */
  readonly problems: string[]
}

/** Opens a page that records foreign requests and problems. */
export async function openWatchedPage(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ baseURL, locale: 'en-GB', ...options })
  const page = await context.newPage()
  const foreignRequests: string[] = []
  const problems: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== new URL(baseURL).origin)
      foreignRequests.push(url.href)
  })
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  return { page, foreignRequests, problems, [Symbol.asyncDispose]: () => context.close() }
}
