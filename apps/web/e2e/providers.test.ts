import {
  launchChromium,
  openWatchedPage,
  type ServerProcess,
  startOidcProvider,
  startServerProcess,
  type TestProvider,
  type WatchedPage,
} from '@cartage/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimFirstAdmin, staleAnswer } from './steps.ts'

let server: ServerProcess
let provider: TestProvider
let browser: Browser
let watched: WatchedPage
let page: Page
/** Of somebody who has nothing but the provider. */
let newcomer: WatchedPage

beforeAll(async () => {
  server = await startServerProcess({
    env: { LOG_LEVEL: 'warn', CARTAGE_DEMO: '0', OUTGOING_NETWORKS: '127.0.0.0/8' },
  })
  const [, link] = await server.untilPrinted(/First administrator .*: (\S+)/)
  provider = await startOidcProvider({ redirectUri: `${server.url}/auth/oidc/callback` })
  provider.people.set('lee', { email: 'lee@example.com', isEmailVerified: true, name: 'Lee Newcomer' })
  provider.seat('lee')
  browser = await launchChromium()
  watched = await openWatchedPage(browser, server.url, { viewport: { width: 1440, height: 900 } })
  page = watched.page
  newcomer = await aStranger()
  await claimFirstAdmin(page, link!)
  await page.getByRole('heading', { name: 'Welcome, Kim' }).waitFor()
})
afterAll(async () => {
  await newcomer[Symbol.asyncDispose]()
  await watched[Symbol.asyncDispose]()
  await browser.close()
  await provider[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

/** A browser in which nobody is signed in. */
const aStranger = () => openWatchedPage(browser, server.url, { viewport: { width: 390, height: 844 } })

// One story, told in order: each test goes on where the one before it ended.
describe('a provider', () => {
  it('is set up with the keyboard, and tried before anybody depends on it', async () => {
    await page.goto('/settings/sign-in')
    await page.getByText('Everybody signs in with a password').waitFor()
    await page.getByRole('button', { name: 'Add a provider' }).first().press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await dialog.getByText('The button needs a name.').waitFor()

    await dialog.getByLabel('Name', { exact: true }).fill('Example Staff')
    expect(await dialog.getByRole('textbox', { name: 'Redirect URI' }).inputValue()).toBe(
      `${server.url}/auth/oidc/callback`,
    )
    await dialog.getByLabel('Issuer').fill(`${provider.issuer}/elsewhere`)
    await dialog.getByLabel('Client id').fill(provider.clientId)
    await dialog.getByLabel('Client secret').fill('wrong')
    const test = dialog.getByRole('button', { name: 'Test the connection' })
    await test.press('Enter')
    await dialog.getByText('status 404').waitFor()
    await dialog.getByLabel('Issuer').fill(provider.issuer)
    await test.press('Enter')
    await dialog.getByText('The provider refuses this client id with this secret.').waitFor()
    await dialog.getByLabel('Client secret').fill(provider.clientSecret)
    await test.press('Enter')
    await dialog.getByText('The provider knows the client and its secret.').waitFor()
    await dialog.getByLabel('Who may come').selectOption({ label: 'Anybody of these domains, as viewer' })
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await dialog.getByText('Name the e-mail domains').waitFor()
    await dialog.getByLabel('E-mail domains').fill('example.com')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')

    await page.getByRole('cell', { name: 'Example Staff http' }).waitFor()
  })

  it('lets newcomers in by its button on the sign-in page, back to where they wanted to go', async () => {
    const { page: own } = newcomer
    await own.goto('/settings/account')
    await own.getByRole('link', { name: 'Sign in with Example Staff' }).press('Enter')

    await own.waitForURL(/\/settings\/account$/)
    await own.getByText('lee@example.com').first().waitFor()
    await own.getByText('Connected').waitFor()
    await own.getByRole('button', { name: 'Disconnect Example Staff' }).click()
    await own.getByText('You have no other way to sign in').first().waitFor()
  })

  it('SEC-A09 confirms who they are, in a window of its own; what they wanted is done then', async () => {
    const { page: own } = newcomer
    await own.getByLabel('Name').fill('Lee Renamed')
    // As the server says it after ten minutes.
    let isFresh = false
    await own.route(/session\.updateProfile/, (route) =>
      isFresh ? route.continue() : route.fulfill(staleAnswer()),
    )
    provider.seat('sam')
    await own.getByRole('button', { name: 'Save' }).press('Enter')
    const dialog = own.getByRole('dialog', { name: 'Confirm that it is you' })
    await dialog.getByRole('button', { name: 'Confirm at Example Staff' }).press('Enter')
    await dialog.getByText('as somebody else than you are here').waitFor()

    provider.seat('lee')
    isFresh = true
    await dialog.getByRole('button', { name: 'Confirm at Example Staff' }).press('Enter')

    await own.getByText('Profile saved', { exact: true }).waitFor()
    expect(await own.getByRole('dialog').count()).toBe(0)
    await expect.poll(() => own.context().pages().length).toBe(1)
  })

  it('waits for the owner of an account that is there, and is enough from then on', async () => {
    await using stranger = await aStranger()
    provider.seat('kim')
    provider.people.set('kim', { email: 'kim@example.com', isEmailVerified: true })
    await stranger.page.goto('/sign-in')
    await stranger.page.getByLabel('E-mail').fill('kim@example.com')
    await stranger.page.getByRole('link', { name: 'Sign in with Example Staff' }).click()
    await stranger.page.getByRole('heading', { name: 'You have an account already' }).waitFor()
    await stranger.page.getByLabel('E-mail').fill('kim@example.com')
    await stranger.page.getByLabel('Password').fill('correct horse staple')
    await stranger.page.keyboard.press('Enter')
    await stranger.page.waitForURL(/\/(start|day)/)

    await stranger.page.goto('/settings/account')
    await stranger.page.getByText('Connected').waitFor()
    // What was refused on purpose is said in the console too.
    expect(watched.problems.filter((line) => !line.includes('status of 400'))).toEqual([])
  })
})
