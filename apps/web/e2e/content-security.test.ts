import {
  launchChromium,
  openWatchedPage,
  type ServerProcess,
  startServerProcess,
  type WatchedPage,
} from '@cartage/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimFirstAdmin, planTheDay } from './steps.ts'

let server: ServerProcess
let browser: Browser
let watched: WatchedPage
let page: Page
/** What the browser refused for the policy's sake, in every page that was opened. */
const violations: string[] = []

beforeAll(async () => {
  server = await startServerProcess({ env: { LOG_LEVEL: 'warn' } })
  browser = await launchChromium()
  const [, link] = await server.untilPrinted(/First administrator .*: (\S+)/)
  watched = await openWatchedPage(browser, server.url, { viewport: { width: 1280, height: 800 } })
  page = watched.page
  // A busy machine is slow, not wrong.
  page.setDefaultTimeout(90_000)
  await page.exposeFunction('reportViolation', (text: string) => violations.push(text))
  await page.addInitScript(() => {
    const report = (globalThis as unknown as { reportViolation: (text: string) => void }).reportViolation
    document.addEventListener(
      'securitypolicyviolation',
      ({ violatedDirective, blockedURI, sourceFile, sample }) =>
        report(`${location.pathname}: ${violatedDirective} ${blockedURI} ${sourceFile} ${sample}`),
    )
  })
  await page.goto('/sign-in')
  await page.getByRole('heading', { name: 'Almost there' }).waitFor()
  await claimFirstAdmin(page, link!)
  await page.getByRole('heading', { name: 'Welcome, Kim' }).waitFor()
  await server.untilPrinted(/Demo region ready/)
  await page.getByText('Roads are ready').waitFor()
  await page.getByRole('button', { name: 'Try the sample day' }).click()
  await page.getByRole('tab', { name: 'Orders 80' }).waitFor()
}, 240_000)
afterAll(async () => {
  await watched[Symbol.asyncDispose]()
  await browser.close()
  await server[Symbol.asyncDispose]()
})

describe('the content security policy', () => {
  it('SEC-D09 has neither unsafe-inline nor unsafe-eval, and a nonce that is used once', async () => {
    const policies = await Promise.all(
      ['/', '/sign-in', '/settings'].map(async (path) =>
        String((await fetch(server.url + path)).headers.get('content-security-policy')),
      ),
    )

    const nonces = policies.map((policy) => /style-src 'self' 'nonce-([\w+/=]{22,})';/.exec(policy)?.[1])
    expect(policies.filter((policy) => policy.includes('unsafe'))).toEqual([])
    expect(new Set(nonces).size).toBe(3)
    expect(nonces).not.toContain(undefined)
  })

  it('SEC-D09 is broken by no page, menu or dialog of the console', { timeout: 240_000 }, async () => {
    await planTheDay(page, '5 s')
    const day = new URL(page.url()).pathname
    await page.getByRole('button', { name: 'Print and export' }).click()
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('Escape')

    for (const path of [
      '/',
      '/start',
      day,
      '/regions',
      '/settings/depots',
      '/settings/regions',
      '/settings/members',
      '/settings/organization',
      '/account',
      '/driver',
      '/invite',
      '/confirm-email',
      '/import/11111111-1111-4111-8111-111111111111',
      '/plans/11111111-1111-4111-8111-111111111111/manifest',
      '/nothing',
    ]) {
      await page.goto(path)
      await page.locator('#app :is(h1, h2, main, form)').first().waitFor()
    }
    await page.goto('/settings/depots')
    await page.getByRole('button', { name: 'Add a depot' }).first().click()
    await page.getByRole('dialog').waitFor()
    // The lock of the page behind is a style element, which the nonce lets in.
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.body).overflow), { timeout: 60_000 })
      .toBe('hidden')
    await page.emulateMedia({ colorScheme: 'dark' })

    expect(violations).toEqual([])
    expect(watched.problems.filter((problem) => /content security policy/i.test(problem))).toEqual([])
  })

  it('SEC-D09 stops a style and a script that somebody slipped into the page', async () => {
    const before = violations.length

    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<p style="color: red">x</p>')
      const script = document.createElement('script')
      script.textContent = 'globalThis.slippedIn = true'
      document.body.append(script)
    })

    await expect.poll(() => violations.length, { timeout: 30_000 }).toBe(before + 2)
    expect(await page.evaluate(() => 'slippedIn' in globalThis)).toBe(false)
  })

  it('SEC-F08 lets nothing in from another host: no script, font, style or tile', () => {
    expect(watched.foreignRequests).toEqual([])
  })
})
