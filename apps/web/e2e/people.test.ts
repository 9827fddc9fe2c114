import {
  launchChromium,
  openWatchedPage,
  type ServerProcess,
  startServerProcess,
  type WatchedPage,
} from '@cartage/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimFirstAdmin } from './steps.ts'

const PHONE = { width: 390, height: 844 }

describe('the people of an organization', () => {
  let server: ServerProcess
  let browser: Browser
  let watched: WatchedPage
  let page: Page
  const opened: WatchedPage[] = []

  beforeAll(async () => {
    server = await startServerProcess({ env: { LOG_LEVEL: 'warn', CARTAGE_DEMO: '0' } })
    browser = await launchChromium()
    const [, link] = await server.untilPrinted(/First administrator .*: (\S+)/)
    watched = await openWatchedPage(browser, server.url, { viewport: { width: 1440, height: 900 } })
    page = watched.page
    await claimFirstAdmin(page, link!)
    await page.getByRole('heading', { name: 'Welcome, Kim' }).waitFor()
    page.setDefaultTimeout(15_000)
  })
  afterAll(async () => {
    for (const other of opened) await other[Symbol.asyncDispose]()
    await watched[Symbol.asyncDispose]()
    await browser.close()
    await server[Symbol.asyncDispose]()
  })

  /** Another person's browser, on a phone. */
  async function aPhone(): Promise<Page> {
    const other = await openWatchedPage(browser, server.url, { viewport: PHONE })
    opened.push(other)
    return other.page
  }

  const choose = async (name: string, entry: string): Promise<void> => {
    await page.getByRole('button', { name: `More for ${name}` }).click()
    await page.getByRole('menuitem', { name: entry }).click()
  }
  const linkOfDialog = (): Promise<string> => page.getByRole('dialog').getByLabel('Link').inputValue()

  it('get a role of its own', async () => {
    await page.goto('/settings/roles')
    await page.getByText('No roles of your own yet').waitFor()
    await page.getByRole('button', { name: 'New role' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('A role needs a name.').waitFor()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Order desk')
    await dialog.getByLabel('Change orders and import them').check()
    await dialog.getByRole('button', { name: 'Save' }).click()

    await page.getByRole('cell', { name: 'Order desk', exact: true }).waitFor()
  })

  it('are invited with it, and choose their password on a phone', async () => {
    await page.goto('/settings/members')
    await page.getByRole('button', { name: 'Invite' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Sam Desk')
    await dialog.getByLabel('E-mail').fill('sam@example.com')
    await dialog.getByLabel('Role').selectOption({ label: 'Order desk' })
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const link = await linkOfDialog()
    await dialog.getByRole('button', { name: 'Done' }).click()
    const invited = page.getByRole('region', { name: 'Invited' })
    await invited.getByText('sam@example.com').waitFor()

    const phone = await aPhone()
    await phone.goto(link)
    await phone.getByLabel('Password').fill('seven grey herons')
    await phone.getByRole('button', { name: 'Join' }).click()
    await phone.getByRole('button', { name: 'Account: Sam Desk' }).waitFor()
    await phone.goto('/settings/account')
    await phone.getByRole('list', { name: 'Console' }).waitFor()

    await page.reload()
    await page.getByRole('row', { name: /Sam Desk/ }).waitFor()
    await invited.waitFor({ state: 'detached' })
  })

  it('who have not come yet can be given another link, and none', async () => {
    await page.getByRole('button', { name: 'Invite' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Lou Late')
    await dialog.getByLabel('E-mail').fill('lou@example.com')
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const first = await linkOfDialog()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'New link for Lou Late' }).click()
    const second = await linkOfDialog()
    await dialog.getByRole('button', { name: 'Done' }).click()
    expect(second).not.toBe(first)

    await page.getByRole('button', { name: 'Withdraw the invitation of Lou Late' }).click()

    await page.getByText('The invitation of Lou Late is withdrawn').first().waitFor()
    await page.getByRole('region', { name: 'Invited' }).waitFor({ state: 'detached' })
  })

  it('cannot lose a role that they have', async () => {
    await page.goto('/settings/roles')
    await page.getByRole('button', { name: 'Remove Order desk' }).click()

    await page.getByText('in use by Sam Desk').first().waitFor()
  })

  it('who forgot their password get a link from an administrator', async () => {
    await page.goto('/settings/members')
    await choose('Sam Desk', 'Link for a new password…')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    await dialog.getByLabel('Link').waitFor()
    const link = await linkOfDialog()
    await dialog.getByRole('button', { name: 'Done' }).click()

    const phone = await aPhone()
    await phone.goto('/sign-in')
    await phone.getByRole('link', { name: 'Forgotten the password?' }).click()
    await phone.getByText('This installation sends no mail.').waitFor()
    await phone.goto(link)
    await phone.getByLabel('New password').fill('password1')
    await phone.getByRole('button', { name: 'Save and sign in' }).click()
    await phone.getByText('one of the most common ones').waitFor()
    await phone.getByLabel('New password').fill('nine brown otters')
    await phone.getByRole('button', { name: 'Save and sign in' }).click()

    await phone.getByRole('button', { name: 'Account: Sam Desk' }).waitFor()
  })

  it('have sessions that an administrator sees and ends', async () => {
    await choose('Sam Desk', 'Sessions…')
    const dialog = page.getByRole('dialog')
    await dialog
      .getByRole('button', { name: /End the session of/ })
      .first()
      .click()
    await dialog.getByText('They are not signed in anywhere.').waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
  })

  it('change their own name, and see where they are signed in', async () => {
    await page.goto('/settings/account')
    await page.getByText('This one').waitFor()
    const form = page.locator('form').filter({ has: page.getByLabel('E-mail') })
    await form.getByRole('textbox', { name: 'Name' }).fill('Kim Renamed')
    await form.getByRole('button', { name: 'Save' }).click()

    await page.getByRole('button', { name: 'Account: Kim Renamed' }).waitFor()
  })

  it('leave, and are gone', async () => {
    await page.goto('/settings/members')
    await choose('Sam Desk', 'Remove…')
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()

    await page.getByText('Sam Desk is no longer a member').first().waitFor()
    await page.getByRole('row', { name: /Sam Desk/ }).waitFor({ state: 'hidden' })
  })

  it('do not lose their last administrator', async () => {
    await page.goto('/settings/account')
    await page.getByRole('button', { name: 'Delete my account' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click()

    await dialog.getByText('This is the last administrator.').waitFor()
  })

  it.each([
    ['/settings/roles', 'Order desk'],
    ['/settings/members', 'Kim Renamed'],
    ['/settings/account', 'This one'],
  ])('have %s on a phone, in the dark, without scrolling sideways', async (address, text) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize(PHONE)
    await page.goto(address)
    await page.getByText(text).first().waitFor()

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
  })
})
