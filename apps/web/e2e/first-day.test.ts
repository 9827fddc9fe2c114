import { readFile } from 'node:fs/promises'
import {
  launchChromium,
  openWatchedPage,
  type ServerProcess,
  startServerProcess,
  type WatchedPage,
} from '@cartage/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFile, claimFirstAdmin, download, planTheDay, countMapColours } from './steps.ts'

let server: ServerProcess
let browser: Browser
let watched: WatchedPage
let page: Page
let manifest = ''

beforeAll(async () => {
  server = await startServerProcess({ env: { LOG_LEVEL: 'warn' } })
  browser = await launchChromium()
  await server.untilPrinted(/First administrator/)
  watched = await openWatchedPage(browser, server.url, { viewport: { width: 1280, height: 800 } })
  page = watched.page
})
afterAll(async () => {
  await watched[Symbol.asyncDispose]()
  await browser.close()
  await server[Symbol.asyncDispose]()
})

// One story, told in order: each test goes on where the one before it ended.
describe('the first day', () => {
  it('begins with the one-time link, which makes the first administrator', async () => {
    const [, link] = await server.untilPrinted(/First administrator .*: (\S+)/)

    await claimFirstAdmin(page, link!)

    await page.getByRole('heading', { name: 'Welcome, Kim' }).waitFor()
  })

  it('offers the sample day and loads it', async () => {
    await server.untilPrinted(/Demo region ready/)
    await page.getByText('Roads are ready').waitFor()

    await page.getByRole('button', { name: 'Try the sample day' }).click()

    await page.getByRole('tab', { name: 'Orders 80' }).waitFor()
  })

  it('plans it with progress, and every order is served', async () => {
    await planTheDay(page, '5 s')

    const panel = page.getByRole('tabpanel', { name: /Plan/ })
    await expect(
      panel.getByText('Unassigned', { exact: true }).locator('xpath=following-sibling::*').innerText(),
    ).resolves.toBe('0')
    expect(await panel.getByRole('region', { name: 'Routes' }).getByRole('button').count()).toBeGreaterThan(0)
  })

  it('draws stop numbers and street names on a map of its own, and asks no other host for anything', async () => {
    const map = page.getByRole('region', { name: /^Map, [1-9]\d* stops/ })
    await map.waitFor()

    for (let zoom = 0; zoom < 3; zoom++) await page.getByRole('button', { name: 'Closer' }).click()
    await page.locator('[data-street-names]:not([data-street-names="0"])').waitFor()

    expect(await countMapColours(page)).toBeGreaterThan(50)
    expect(watched.foreignRequests).toEqual([])
    expect(await page.getByText('© OpenStreetMap contributors').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Show everything' }).click()
  })

  it('shows a chosen route with its stops in list, map and timeline', async () => {
    const routes = page.getByRole('region', { name: 'Routes' })
    await routes.getByRole('button').first().click()

    const detail = page.getByRole('region', { name: /^Route / })
    await detail.waitFor()
    expect(await detail.getByRole('list', { name: 'Stops' }).getByRole('listitem').count()).toBeGreaterThan(3)
    await page.keyboard.press('Escape')
    await detail.waitFor({ state: 'hidden' })
  })

  it('publishes the plan', async () => {
    await page.getByRole('button', { name: 'Publish' }).click()

    await page.getByText('Published', { exact: true }).first().waitFor()
  })

  it('exports the plan as CSV and GeoJSON', async () => {
    const csv = await readFile(await download(page, 'Export CSV'), 'utf8')
    const geojson = JSON.parse(await readFile(await download(page, 'Export GeoJSON'), 'utf8'))

    expect(csv.split(/\r?\n/)[0]).toMatch(/order/i)
    expect(csv).toContain('GBG-1001')
    expect(geojson.type).toBe('FeatureCollection')
    expect(
      new Set(geojson.features.map((feature: { geometry: { type: string } }) => feature.geometry.type)),
    ).toEqual(new Set(['LineString', 'Point']))
  })

  it('prints a manifest for the drivers', async () => {
    await page.getByRole('button', { name: 'Print and export' }).click()
    await page.getByRole('menuitem', { name: 'Print manifest' }).click()

    await page.waitForURL(/\/plans\/.*\/manifest/)
    manifest = page.url()
    await page.getByText('GBG-10').first().waitFor()
    const sheet = await page.pdf({ format: 'A4' })
    expect(sheet.length).toBeGreaterThan(10_000)
    await page.goBack()
  })

  it('survives a reload of the page where it was', async () => {
    await page.reload()

    await page.getByText('Published', { exact: true }).first().waitFor()
  })

  it('takes an order file as a dry run, mends a cell with its suggestion and imports the good rows', async () => {
    const file = [
      'Order No;Address;City;From;To;Parcels',
      'X-1;Drakegatan 31;Göteborg;08:00;12:00;2',
      'X-2;Drakegatan 12;Göteborg;12:00;11:00;1',
      'X-3;Nowhere at all 1;Göteborg;08:00;12:00;1',
    ].join('\n')
    await page.getByRole('tab', { name: /Orders/ }).click()
    await chooseFile(page, page.getByRole('button', { name: 'Import', exact: true }), {
      name: 'morning.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(file),
    })

    await page.waitForURL(/\/import\//)
    await page.getByRole('button', { name: 'Import 1 order, hold 2' }).waitFor()
    await page.getByRole('button', { name: 'Next problem' }).click()
    await page
      .getByRole('region', { name: 'The chosen cell' })
      .getByRole('button', { name: /Use|Apply/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Import 2 orders, hold 1' }).click()

    await page
      .getByText(/2 orders/)
      .first()
      .waitFor()
  })

  it('has shown nothing that a person should not see: no error in the console, no policy violation', () => {
    expect(watched.problems).toEqual([])
  })
})

it('a second person signs in and out on a phone', async () => {
  await using phone = await openWatchedPage(browser, server.url, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  })

  await phone.page.goto('/')
  await phone.page.getByLabel('E-mail').fill('kim@example.com')
  await phone.page.getByLabel('Password').fill('correct horse staple')
  await phone.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await phone.page.getByRole('tab', { name: /Orders/ }).waitFor()
  const isCutOff = await phone.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)

  expect(isCutOff).toBe(false)
  expect(phone.problems).toEqual([])

  // With a manifest in another tab, and a server that does not answer any more.
  const sheet = await phone.page.context().newPage()
  await sheet.goto(manifest)
  await sheet.getByText('GBG-10').first().waitFor()
  await phone.page.route(/session\.signOut/, (route) => route.abort())
  await phone.page.getByRole('button', { name: /^Account/ }).click()
  await phone.page.getByRole('menuitem', { name: 'Sign out' }).click()

  await phone.page.getByText('Signed out on this page only').first().waitFor()
  await sheet.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await sheet.getByText('GBG-10').count()).toBe(0)
})
