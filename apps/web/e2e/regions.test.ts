import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  launchChromium,
  openWatchedPage,
  type ServerProcess,
  startServerProcess,
  type WatchedPage,
} from '@cartage/testing'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFile, claimFirstAdmin, countMapColours } from './steps.ts'

let folder: string
let server: ServerProcess
let browser: Browser
let watched: WatchedPage
let page: Page

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cartage-extracts-'))
  server = await startServerProcess({ env: { LOG_LEVEL: 'warn' } })
  browser = await launchChromium()
  const [, link] = await server.untilPrinted(/First administrator .*: (\S+)/)
  await server.untilPrinted(/Demo region ready/)
  watched = await openWatchedPage(browser, server.url, { viewport: { width: 1440, height: 900 } })
  page = watched.page
  await claimFirstAdmin(page, link!)
  await page.getByRole('heading', { name: 'Welcome, Kim' }).waitFor()
})
afterAll(async () => {
  await watched[Symbol.asyncDispose]()
  await browser.close()
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const regionCalled = (name: string): Locator => page.getByRole('region', { name: `Region ${name}` })
const map = (): Locator => page.getByRole('region', { name: 'Map of the region' })

/** Presses on the map, at shares of its width and height. */
async function pressMap(x: number, y: number): Promise<void> {
  const box = await map().boundingBox()
  await page.mouse.click(box!.x + box!.width * x, box!.y + box!.height * y)
}
/** In the list, and not in a message that says the same. */
const closureRow = (reason: string): Locator =>
  page.getByRole('region', { name: 'Active' }).getByRole('listitem').filter({ hasText: reason })
const rowOf = (vehicle: string): Locator =>
  page.locator('label').filter({ has: page.getByRole('radio', { name: vehicle }) })
/** What is told of a vehicle's way, once it is known and differs from what was told before. */
async function figuresOf(vehicle: string, before = '', timeout = 20_000): Promise<string> {
  const told = async (): Promise<string> => {
    const text = await rowOf(vehicle).innerText()
    return / k?m\b|no way/.test(text) ? text : before
  }
  await expect.poll(told, { timeout }).not.toBe(before)
  return rowOf(vehicle).innerText()
}

/** Two places on the demo's main roads, latitude first. */
const [west, east] = ['57.6905, 11.9180', '57.7170, 11.9920']

// One story, told in order: each test goes on where the one before it ended.
/** Where something is once the map under it has come to rest. */
async function whereItRests(element: Locator): ReturnType<Locator['boundingBox']> {
  let before = await element.boundingBox()
  for (;;) {
    await page.waitForTimeout(400)
    const now = await element.boundingBox()
    if (now?.x === before?.x && now?.y === before?.y) return now
    before = now
  }
}

describe('the regions page', () => {
  it('lists the demo region with its size, age and vehicles, and draws its map', async () => {
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/tiles/**', async (route) => {
      await released
      await route.continue()
    })
    await page.goto('/regions')
    const demo = regionCalled('gothenburg')
    await demo.getByText('Ready').waitFor()
    await map().getByText('Drawing the map').waitFor()
    release()
    await page.unroute('**/tiles/**')

    expect(await demo.innerText()).toMatch(/Gothenburg[^]*MB · built .*Cars, Vans, Trucks, Cargo bikes/)
    await page.locator('[data-drawn=true]').waitFor()
    expect(await map().getByText('Drawing the map').count()).toBe(0)
    expect(await countMapColours(page)).toBeGreaterThan(20)
  })

  it('tells more about a region that is chosen', async () => {
    await regionCalled('gothenburg').getByRole('button').first().click()

    await page.getByText('restrictions and costs count').waitFor()
    expect(new URL(page.url()).searchParams.get('region')).toBe('gothenburg')
    expect(await page.getByRole('definition').allInnerTexts()).toContain('none')
  })

  it('tests a route between two points that are pressed on the map', async () => {
    await page.getByRole('tab', { name: 'Test a route' }).click()
    await page.locator('[data-drawn=true]').waitFor()
    await pressMap(0.4, 0.6)
    await page.getByText('Now press where it ends.').waitFor()
    await pressMap(0.62, 0.42)

    expect(await figuresOf('Cars')).toMatch(/Cars\s+\d+ min\s+[\d.]+ k?m\s+\d+ km\/h/)
    expect(await page.getByRole('img', { name: /of the route$/ }).count()).toBe(2)
  })

  it('clears it with Escape, and takes coordinates that are typed', async () => {
    await page.keyboard.press('Escape')
    await page.getByText('Press on the map where the route begins').waitFor()

    await page.getByLabel('A, from').fill(west)
    await page.keyboard.press('Enter')
    await page.getByLabel('B, to').fill(east)
    await page.keyboard.press('Enter')

    expect(await figuresOf('Cars')).toMatch(/km/)
    expect(await figuresOf('Cargo bikes')).toMatch(/km/)
    expect(await page.getByRole('option').count()).toBe(0)
  })

  it('follows an end that is dragged', async () => {
    const before = await figuresOf('Cars')
    await page.getByRole('button', { name: 'Show everything' }).click()
    const end = await whereItRests(page.getByRole('img', { name: 'End of the route' }))

    await page.mouse.move(end!.x + 13, end!.y + 13)
    await page.mouse.down()
    await page.mouse.move(end!.x - 200, end!.y + 120, { steps: 10 })
    await page.mouse.up()

    await figuresOf('Cars', before)
    await figuresOf('Vans', before)
  })

  it('says when a point is near no road', async () => {
    await page.getByLabel('B, to').fill('57.7, 20')
    await page.keyboard.press('Enter')

    await page.getByRole('alert').getByText('No road near B').waitFor()
    await page.getByLabel('B, to').fill(east)
    await page.keyboard.press('Enter')
  })

  it('closes an area that is drawn, and routes go around it until that is taken back', async () => {
    const before = await figuresOf('Cars')
    await page.getByRole('button', { name: 'Show everything' }).click()
    await page.locator('[data-drawn=true]').waitFor()
    await page.getByRole('tab', { name: 'Closures' }).click()
    await page.getByRole('button', { name: 'Add a closure' }).click()
    for (const [x, y] of [
      [0.47, 0.2],
      [0.53, 0.2],
      [0.53, 0.8],
      [0.47, 0.8],
    ] as const)
      await pressMap(x, y)
    await page.getByText('4 corners.').waitFor()
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.getByLabel('Reason').fill('Marathon')
    await page.getByRole('button', { name: 'Close the roads' }).click()
    await page.getByRole('region', { name: 'Active' }).getByText('Marathon').waitFor()

    await page.getByRole('tab', { name: 'Test a route' }).click()
    await figuresOf('Cars', before)
    await page.getByRole('tab', { name: 'Closures' }).click()
    await page.getByRole('button', { name: 'Delete the closure Marathon' }).click()
    await page.getByText('Nothing is closed').waitFor()
    await page.getByRole('tab', { name: 'Test a route' }).click()

    await expect.poll(() => rowOf('Cars').innerText(), { timeout: 20_000 }).toBe(before)
  })

  it('draws a closed road as its stretch, and changes the closure', async () => {
    await page.getByRole('tab', { name: 'Closures' }).click()
    await page.getByRole('button', { name: 'Add a closure' }).click()
    await page.getByText('Pick a road').click()
    await page.getByLabel('Road', { exact: true }).fill(west)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByLabel('Direction').isEnabled()).toBe(true)
    await page.getByLabel('Reason').fill('Crane')
    await page.getByRole('button', { name: 'Close the roads' }).click()
    const row = closureRow('Crane')
    await row.getByText('Closed', { exact: true }).waitFor()

    expect(await row.getByRole('button', { pressed: true }).count()).toBe(1)
    await page.keyboard.press('e')
    await page.getByLabel('Direction').selectOption({ index: 1 })
    await page.getByText('Other speed').click()
    await page.getByLabel('Speed there').fill('30')
    await page.getByLabel('Reason').fill('Crane over one lane')
    await page.getByRole('button', { name: 'Save' }).click()

    await row.getByText('30 % of the speed').waitFor()
    expect(await row.innerText()).toMatch(/Crane over one lane[^]*towards the [a-z-]+ only/)
  })

  it('has what was changed undone', async () => {
    await page.getByRole('button', { name: 'Undo' }).last().click()

    const row = closureRow('Crane')
    await row.getByText('Closed', { exact: true }).waitFor()
    expect(await row.innerText()).not.toContain('towards')
  })

  it('keeps what somebody else changed meanwhile, and shows it when asked', async () => {
    const row = closureRow('Crane')
    await row.getByRole('button', { name: 'Edit the closure Crane' }).click()
    await page.getByLabel('Reason').fill('Mine')
    await page.evaluate(async () => {
      const input = encodeURIComponent(JSON.stringify({ region: 'gothenburg' }))
      const list = await (await fetch(`/api/trpc/closures.list?input=${input}`)).json()
      const { id, version, area, road, factor, from, until } = list.result.data.items[0]
      await fetch('/api/trpc/closures.update', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, version, area, road, factor, from, until, reason: 'Theirs' }),
      })
    })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody else changed this closure meanwhile.').waitFor()
    expect(await page.getByLabel('Reason').inputValue()).toBe('Mine')

    await page.getByRole('button', { name: 'Show what is there now' }).click()

    await expect.poll(() => page.getByLabel('Reason').inputValue()).toBe('Theirs')
    await page.getByRole('button', { name: 'Cancel' }).click()
    // The browser itself notes that the first save was refused; nothing else may have gone wrong.
    expect(watched.problems.splice(0).filter((problem) => !problem.includes('409'))).toEqual([])
  })

  it('chooses on the map what is chosen in the list, and the other way round', async () => {
    await page.keyboard.press('Escape')
    const row = page.getByRole('button', { name: /^Theirs/ })
    expect(await row.getAttribute('aria-pressed')).toBe('false')

    await page.keyboard.press('j')
    expect(await row.getAttribute('aria-pressed')).toBe('true')
    expect(new URL(page.url()).searchParams.has('closure')).toBe(true)
    await whereItRests(page.getByRole('region', { name: 'Map of the region' }))
    await page.locator('[data-drawn=true]').waitFor()
    await page.keyboard.press('Escape')
    expect(await row.getAttribute('aria-pressed')).toBe('false')
    // It was brought to the middle.
    await pressMap(0.5, 0.5)

    await expect.poll(() => row.getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.press('Delete')
    await page.getByText('Nothing is closed').waitFor()
  })

  it('builds for a profile of one’s own, and says by field what is wrong with it', async () => {
    await page.getByRole('button', { name: 'More for Gothenburg' }).click()
    await page.getByRole('menuitem', { name: 'Build again' }).click()
    await page.getByRole('button', { name: 'Add a profile of your own' }).click()
    const profile = page.getByLabel('Profile of your own')
    const add = page.getByRole('button', { name: 'Add the profile' })
    await profile.fill('{ "extends": "truck", "name": "tall", "vehicle": { "height": 4 } }')
    await page.getByText('unknown field "vehicle.height"; there are weightT,').waitFor()
    expect(await add.isDisabled()).toBe(true)
    await profile.fill('{ "extends": "truck", "name": "van" }')
    await page.getByText('The name van belongs to a profile that comes with Cartage.').waitFor()

    await profile.fill('{ "extends": "truck", "name": "tall", "vehicle": { "heightM": 4 } }')
    await page.getByText('tall, made from truck').waitFor()
    await add.click()
    await page.getByRole('button', { name: 'Build the region' }).click()

    await page.getByRole('definition').getByText('Cargo bikes, tall').waitFor({ timeout: 90_000 })
    await page.getByRole('tab', { name: 'Test a route' }).click()
    expect(await figuresOf('tall')).toMatch(/km/)
  }, 120_000)

  it('takes traffic by the hour of the week, by which a route is as slow as the hour in which it begins', async () => {
    const slow = { traffic: [{ factors: Array.from({ length: 168 }, (_, hour) => (hour < 24 ? 0.25 : 1)) }] }
    await page.getByLabel('Departure').fill('2031-03-04T12:00')
    const usual = await figuresOf('Cars')
    await page.getByRole('tab', { name: 'About' }).click()
    await page.getByRole('button', { name: 'Add traffic' }).click()
    const traffic = page.getByLabel('Traffic', { exact: true })
    const set = page.getByRole('button', { name: 'Set the traffic' })
    await traffic.fill(JSON.stringify({ traffic: [{ factors: [0.5] }] }))
    await page.getByText('"traffic.0.factors": there must be 168 factors').waitFor()
    expect(await set.isDisabled()).toBe(true)

    await traffic.fill(JSON.stringify(slow))
    await page.getByText('1 pattern of the week, hours of UTC').waitFor()
    await set.click()
    await page.getByRole('definition').getByText('1 pattern of the week, since').waitFor()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).click()
    expect((await downloading).suggestedFilename()).toBe('gothenburg-traffic.json')

    // A Monday, and the Tuesday after it.
    await page.getByRole('tab', { name: 'Test a route' }).click()
    await page.getByLabel('Departure').fill('2031-03-03T12:00')
    // Every road of four kinds of vehicles is weighed anew.
    await figuresOf('Cars', usual, 60_000)
    await page.getByLabel('Departure').fill('2031-03-04T12:00')
    await expect.poll(() => rowOf('Cars').innerText(), { timeout: 20_000 }).toBe(usual)
    expect(new URL(page.url()).searchParams.get('departure')).toMatch(/^2031-03-04T/)

    await page.getByRole('tab', { name: 'About' }).click()
    await page.getByRole('button', { name: 'Remove the traffic' }).click()
    await page.getByRole('definition').getByText('the same at every hour').waitFor()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await page.getByRole('definition').getByText('1 pattern of the week, since').waitFor()
  }, 120_000)

  it('says why a build failed, and asks for another extract', async () => {
    const notes = path.join(folder, 'notes.osm.pbf')
    await writeFile(notes, 'a shopping list')
    await page.getByRole('button', { name: 'All regions' }).click()
    await page.getByRole('button', { name: 'Add a region' }).click()
    await chooseFile(page, page.getByRole('button', { name: 'Choose a file' }), notes)
    await page.getByRole('button', { name: 'Build the region' }).click()

    const region = regionCalled('notes')
    await region.getByText('Failed').waitFor()
    await region.getByRole('button').first().click()
    expect(await page.getByRole('alert').innerText()).toMatch(/The build failed[^]*notes\.osm\.pbf/)
    await page.getByRole('button', { name: 'Give an extract' }).waitFor()
  })

  it('deletes a region once its name was typed', async () => {
    await page.getByRole('button', { name: 'More for notes' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const sure = page.getByRole('button', { name: 'Delete the region' })
    expect(await sure.isDisabled()).toBe(true)
    await page.getByLabel('Type notes to delete it').fill('notes')
    await sure.click()

    await regionCalled('notes').waitFor({ state: 'hidden' })
    await regionCalled('gothenburg').waitFor()
  })

  it('fits a phone, with a sheet over the map', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: 'Raise the sheet' }).waitFor()

    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
  })

  it('has asked nothing of another host and put no error into the console', () => {
    expect(watched.foreignRequests).toEqual([])
    expect(watched.problems).toEqual([])
  })
})
