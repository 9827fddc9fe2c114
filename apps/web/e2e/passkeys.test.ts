import {
  launchChromium,
  openWatchedPage,
  type ServerProcess,
  startServerProcess,
  type WatchedPage,
} from '@cartage/testing'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimFirstAdmin, staleAnswer } from './steps.ts'

let server: ServerProcess
let browser: Browser
let watched: WatchedPage
let page: Page
let device: CDPSession
let authenticatorId: string

beforeAll(async () => {
  server = await startServerProcess({ env: { LOG_LEVEL: 'warn', CARTAGE_DEMO: '0' } })
  browser = await launchChromium()
  const [, link] = await server.untilPrinted(/First administrator .*: (\S+)/)
  watched = await openWatchedPage(browser, server.url, { viewport: { width: 1440, height: 900 } })
  page = watched.page
  page.setDefaultTimeout(15_000)
  device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  const added = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  authenticatorId = added.authenticatorId
  await claimFirstAdmin(page, link!)
  await page.getByRole('heading', { name: 'Welcome, Kim' }).waitFor()
})
afterAll(async () => {
  await watched[Symbol.asyncDispose]()
  await browser.close()
  await server[Symbol.asyncDispose]()
})

/** Signs out in a browser that fills in no passkeys: a virtual device would answer before anybody presses a button. */
const signOut = async (): Promise<void> => {
  await page.evaluate(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false
  })
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
}

// One story, told in order: each test goes on where the one before it ended.
describe('a passkey', () => {
  it('SEC-A11 is made with a name, and with the recovery codes that come with the first factor', async () => {
    await page.goto('/settings/account')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
    await dialog.getByRole('button', { name: 'Create the passkey' }).click()
    await dialog.getByText('Give it a name').waitFor()
    await dialog.getByLabel('Name').fill('Work laptop')
    await page.keyboard.press('Enter')

    await page.getByRole('list', { name: 'Recovery codes' }).waitFor()
    await page.getByRole('button', { name: 'I have kept them' }).click()
    const passkeys = page.getByRole('list', { name: 'Passkeys' })
    expect(await passkeys.innerText()).toMatch(/Work laptop\s+On one device\s+Since .*, not used yet/)
    const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }])
  })

  it('SEC-A11 signs in without a password', async () => {
    await signOut()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()

    await page.getByRole('button', { name: 'Account: Kim Dispatcher' }).waitFor()
    await page.goto('/settings/account')
    await page.getByRole('list', { name: 'Passkeys' }).getByText('last used now').waitFor()
  })

  it('SEC-A11 signs in where the browser fills it in, without a button', async () => {
    // A virtual device with its owner before it answers at once, where a real one waits to be chosen from the list.
    await page.getByRole('button', { name: /^Account/ }).click()
    const [filled] = await Promise.all([
      page.waitForResponse(/session\.signInWithPasskey/),
      page.getByRole('menuitem', { name: 'Sign out' }).click(),
    ])

    expect(filled.status()).toBe(200)
    await page.getByRole('button', { name: 'Account: Kim Dispatcher' }).waitFor()
  })

  it('SEC-A11 is the second step after a password', async () => {
    await signOut()
    await page.getByLabel('E-mail').fill('kim@example.com')
    await page.getByLabel('Password').fill('correct horse staple')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Second step' }).waitFor()
    await page.getByRole('button', { name: 'Use a passkey' }).click()

    await page.getByRole('button', { name: 'Account: Kim Dispatcher' }).waitFor()
  })

  it('SEC-A09 confirms that it is still the same person, and is renamed and removed', async () => {
    await page.goto('/settings/account')
    await page.getByRole('button', { name: 'Rename Work laptop' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Old laptop')
    await page.keyboard.press('Enter')
    // As the server says it after ten minutes.
    let isFresh = false
    await page.route(/session\.reauthenticate/, async (route) => {
      isFresh = true
      await route.continue()
    })
    await page.route(/passkeys\.remove/, (route) =>
      isFresh ? route.continue() : route.fulfill(staleAnswer()),
    )
    await page.getByRole('button', { name: 'Remove Old laptop' }).click()
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
    await dialog.getByRole('button', { name: 'Use the password and a recovery code' }).waitFor()
    expect(await dialog.getByLabel('Password').count()).toBe(0)
    await dialog.getByRole('button', { name: 'Use a passkey' }).click()

    await page.getByText('Old laptop is removed', { exact: true }).waitFor()
    expect(isFresh).toBe(true)
    expect(watched.foreignRequests).toEqual([])
  })
})
