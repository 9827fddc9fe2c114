import { existsSync } from 'node:fs'
import path from 'node:path'
import {
  launchChromium,
  openWatchedPage,
  repositoryRoot,
  type ServerProcess,
  startServerProcess,
  type WatchedPage,
} from '@cartage/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFile, claimFirstAdmin, planTheDay } from './steps.ts'

const shared = path.resolve(repositoryRoot, '../shared')
const extract = path.join(shared, 'osm/porto.osm.pbf')
const hasShared = existsSync(extract)
if (!hasShared) console.warn(`Skipped: the real city needs ${extract}, which is not there.`)

const BUILD_MS = 300_000

describe.skipIf(!hasShared)('a city of one’s own', () => {
  let server: ServerProcess
  let browser: Browser
  let watched: WatchedPage
  let page: Page

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

  it(
    'takes an extract by upload and builds it with progress',
    async () => {
      await page.goto('/regions')
      await page.getByRole('button', { name: 'Add a region' }).first().click()
      await chooseFile(page, page.getByRole('button', { name: 'Choose a file' }), extract)
      await page.getByRole('button', { name: 'Build the region' }).click()

      const region = page.getByRole('region', { name: 'Region porto' })
      await region.getByRole('progressbar').waitFor()
      await region.getByText('Ready').waitFor({ timeout: BUILD_MS })
    },
    BUILD_MS,
  )

  it('takes a depot that is found by its address', async () => {
    await page.goto('/settings/depots')
    await page.getByRole('button', { name: 'Add a depot' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Ramalde')
    await dialog.getByLabel('Region').selectOption('porto')
    await dialog.getByLabel('Time zone').selectOption('Europe/Lisbon')
    await dialog.getByRole('combobox', { name: 'Address' }).fill('Rua do Alferes Malheiro')
    await page
      .getByRole('option', { name: /Alferes Malheiro/ })
      .first()
      .click()
    await dialog.getByRole('button', { name: 'Add the depot' }).click()

    await page.getByRole('link', { name: 'Ramalde' }).click()
    await page.waitForURL(/\/day\//)
  })

  it('takes the fleet from a file', async () => {
    await page.getByRole('tab', { name: 'Fleet' }).click()
    await page.getByRole('button', { name: 'More for the fleet' }).click()
    await chooseFile(
      page,
      page.getByRole('menuitem', { name: 'Read a fleet file' }),
      path.join(shared, 'orders/porto-fleet.json'),
    )

    await page.getByText('van-8').first().waitFor()
  })

  it('takes 200 orders from a file without one needless finding', async () => {
    await page.getByRole('tab', { name: /Orders/ }).click()
    await chooseFile(
      page,
      page.getByRole('button', { name: 'Choose a file' }),
      path.join(shared, 'orders/porto-200.csv'),
    )
    await page.getByRole('button', { name: 'Import 200 orders' }).click()

    await page.getByText('200 orders imported').first().waitFor()
    await page.getByRole('link', { name: /^To / }).click()
    await page.getByRole('tab', { name: 'Orders 200' }).waitFor()
  })

  it('plans them: each order is served or has a reason', async () => {
    await planTheDay(page, '15 s')

    const panel = page.getByRole('tabpanel', { name: /Plan/ })
    const numberOf = async (term: string): Promise<number> =>
      Number(await panel.getByText(term, { exact: true }).locator('xpath=following-sibling::*').innerText())
    const unassigned = await numberOf('Unassigned')
    expect((await numberOf('Stops')) + unassigned).toBe(200)
    expect(await panel.getByRole('region', { name: 'Unassigned orders' }).count()).toBe(
      unassigned > 0 ? 1 : 0,
    )
  })

  it('publishes them, with nothing asked of another host and no error in the console', async () => {
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Published', { exact: true }).first().waitFor()

    expect(watched.foreignRequests).toEqual([])
    expect(watched.problems).toEqual([])
  })
})
