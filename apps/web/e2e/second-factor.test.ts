import {
  launchChromium,
  openWatchedPage,
  type ServerProcess,
  startServerProcess,
  type WatchedPage,
} from '@cartage/testing'
import { createHmac } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimFirstAdmin, staleAnswer } from './steps.ts'

let server: ServerProcess
let browser: Browser
let watched: WatchedPage
let page: Page
let secret = ''
let recoveryCodes: string[] = []

beforeAll(async () => {
  server = await startServerProcess({ env: { LOG_LEVEL: 'warn', CARTAGE_DEMO: '0' } })
  browser = await launchChromium()
  const [, link] = await server.untilPrinted(/First administrator .*: (\S+)/)
  watched = await openWatchedPage(browser, server.url, { viewport: { width: 1440, height: 900 } })
  page = watched.page
  await claimFirstAdmin(page, link!)
  await page.getByRole('heading', { name: 'Welcome, Kim' }).waitFor()
})
afterAll(async () => {
  await watched[Symbol.asyncDispose]()
  await browser.close()
  await server[Symbol.asyncDispose]()
})

/** What an authenticator app shows at a time (RFC 6238), worked out apart from the library that the server uses. */
function codeAt(base32: string, ms: number): string {
  const bits = Array.from(base32, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)))
  const mac = createHmac('sha1', key).update(step).digest()
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

const signIn = async (on: Page): Promise<void> => {
  await on.goto('/sign-in')
  await on.getByLabel('E-mail').fill('kim@example.com')
  await on.getByLabel('Password').fill('correct horse staple')
  await on.keyboard.press('Enter')
}

/** A browser in which nobody is signed in. */
const aStranger = () => openWatchedPage(browser, server.url, { viewport: { width: 390, height: 844 } })

// One story, told in order: each test goes on where the one before it ended.
describe('the second factor', () => {
  it('SEC-A10 is set up with a QR code or a secret, and shows its recovery codes once', async () => {
    await page.goto('/settings/account')
    await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
    secret = (await page.getByRole('definition').innerText()).replaceAll(' ', '')

    const code = page.getByLabel('First code')
    await code.fill('12')
    await code.press('Enter')
    await page.getByText('Enter all 6 digits').waitFor()
    await code.fill(codeAt(secret, Date.now() - 30_000))
    await code.press('Enter')

    const list = page.getByRole('list', { name: 'Recovery codes' })
    await list.waitFor()
    recoveryCodes = await list.getByRole('listitem').allInnerTexts()
    expect(new Set(recoveryCodes).size).toBe(10)
    await page.emulateMedia({ media: 'print' })
    expect(await list.isVisible()).toBe(true)
    expect(await page.getByText('Change the password').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByText('10 left').waitFor()
  })

  it('SEC-A10 is asked for at the next sign-in; a wrong code is said next to its field', async () => {
    await using stranger = await aStranger()
    await signIn(stranger.page)
    const code = stranger.page.getByLabel('Code', { exact: true })
    await code.waitFor()
    expect(await code.evaluate((input) => input === document.activeElement)).toBe(true)
    await stranger.page.getByText('New device: confirm with your second factor.').waitFor()

    const right = codeAt(secret, Date.now())
    await code.fill(right === '000000' ? '000001' : '000000')
    await stranger.page.keyboard.press('Enter')
    await stranger.page.getByRole('alert').getByText('This code is wrong').waitFor()
    await code.fill(right)
    await stranger.page.keyboard.press('Enter')

    await stranger.page.waitForURL(/\/start/)
    expect(stranger.foreignRequests).toEqual([])
  })

  it('SEC-A10 can be a recovery code', async () => {
    await using stranger = await aStranger()
    await signIn(stranger.page)
    await stranger.page.getByRole('button', { name: 'Use a recovery code instead' }).click()
    await stranger.page.getByLabel('Recovery code').fill(recoveryCodes[0]!.toUpperCase())
    await stranger.page.keyboard.press('Enter')

    await stranger.page.waitForURL(/\/start/)
  })

  it('SEC-A10 is required of everybody by an administrator; who has none sets one up before anything else', async () => {
    await page.goto('/settings/members')
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.getByLabel('Name').fill('Sam Newcomer')
    await page.getByLabel('E-mail').fill('sam@example.com')
    await page
      .getByRole('button', { name: /invit|link/i })
      .last()
      .click()
    const link = await page.getByLabel('Link').inputValue()
    await page.goto('/settings/organization')
    await page.getByRole('checkbox', { name: 'Require a second factor of everybody' }).click()
    await page.getByText('A second factor is required now', { exact: true }).waitFor()

    await using stranger = await aStranger()
    await stranger.page.goto(link)
    await stranger.page
      .getByLabel(/password/i)
      .first()
      .fill('eleven tin whistles')
    await stranger.page.keyboard.press('Enter')
    await stranger.page.getByRole('heading', { name: 'Set up a second factor' }).waitFor()
    await stranger.page.goto('/settings/account')
    await stranger.page.getByRole('heading', { name: 'Set up a second factor' }).waitFor()
    await stranger.page.getByRole('button', { name: 'Set up an authenticator app' }).click()
    const own = (await stranger.page.getByRole('definition').innerText()).replaceAll(' ', '')
    await stranger.page.getByLabel('First code').fill(codeAt(own, Date.now()))
    await stranger.page.keyboard.press('Enter')
    await stranger.page.getByRole('button', { name: 'I have kept them' }).click()

    await stranger.page.waitForURL(/\/(start|day)/)
    expect(stranger.foreignRequests).toEqual([])
  })

  it('SEC-A09 is removed with password and factor at hand once ten minutes have passed, and not while it is required', async () => {
    await page.goto('/settings/account')
    await page.getByRole('button', { name: 'Remove the authenticator app' }).click()
    await page.getByText('Your organization asks for a second factor', { exact: false }).first().waitFor()
    await page.goto('/settings/organization')
    await page.getByRole('checkbox', { name: 'Require a second factor of everybody' }).click()
    await page.getByText('No second factor is required', { exact: true }).waitFor()
    await page.goto('/settings/account')
    // As the server says it after ten minutes.
    let isFresh = false
    await page.route(/session\.reauthenticate/, async (route) => {
      isFresh = true
      await route.continue()
    })
    await page.route(/factors\.removeTotp/, (route) =>
      isFresh ? route.continue() : route.fulfill(staleAnswer()),
    )
    await page.getByRole('button', { name: 'Remove the authenticator app' }).click()
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
    await dialog.getByLabel('Code', { exact: true }).waitFor()
    await dialog.getByRole('button', { name: 'Use a recovery code instead' }).click()
    await dialog.getByLabel('Recovery code').fill(recoveryCodes[1]!)
    await dialog.getByLabel('Password').fill('not my password')
    await page.keyboard.press('Enter')
    await dialog.getByText('This is not your password').waitFor()
    await dialog.getByLabel('Password').fill('correct horse staple')
    await page.keyboard.press('Enter')

    await page.getByText('Authenticator app removed', { exact: true }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(watched.foreignRequests).toEqual([])
  })
})
