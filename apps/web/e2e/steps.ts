import type { FileChooser, Locator, Page } from 'playwright-core'

/** Opens the one-time link and fills in the form behind it. */
export async function claimFirstAdmin(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Organization').fill('Nordic Parcels')
  await page.getByLabel('Your name').fill('Kim Dispatcher')
  await page.getByLabel('E-mail').fill('kim@example.com')
  await page.getByLabel('Password').fill('correct horse staple')
  await page.getByRole('button', { name: 'Create the account' }).click()
}

/** Presses what opens the browser's file dialog and gives it a file. */
export async function chooseFile(
  page: Page,
  opener: Locator,
  file: Parameters<FileChooser['setFiles']>[0],
): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), opener.click()])
  await chooser.setFiles(file)
}

/** Presses Plan for so long a search, sees progress and waits for the plan. */
export async function planTheDay(page: Page, howLong: string): Promise<void> {
  await page.getByRole('tab', { name: /^Plan/ }).click()
  await page.getByRole('combobox', { name: 'How long to search' }).selectOption({ label: howLong })
  await page.getByRole('button', { name: /^Plan/ }).click()
  await page.getByRole('region', { name: 'Planning' }).waitFor()
  await page.getByRole('region', { name: 'Routes' }).waitFor({ timeout: 60_000 })
}

/** Chooses an entry of the plan's menu and answers the path of the file that the browser saved. */
export async function download(page: Page, entry: string): Promise<string> {
  await page.getByRole('button', { name: 'Print and export' }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: entry }).click(),
  ])
  return saved.path()
}

/** How many different colours the map's picture has: a map that failed to draw has a handful. */
export async function countMapColours(page: Page): Promise<number> {
  const picture = await page.locator('canvas.maplibregl-canvas').screenshot()
  return page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    if (context === null) return 0
    context.drawImage(image, 0, 0)
    return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size
  }, picture.toString('base64'))
}

/** What a browser is told that has no fresh proof, as the server says it after ten minutes. */
export const staleAnswer = () => ({
  status: 403,
  contentType: 'application/json',
  body: JSON.stringify([
    {
      error: {
        message: 'Confirm that it is you.',
        code: -32003,
        data: { code: 'FORBIDDEN', httpStatus: 403, reason: 'REAUTH_REQUIRED' },
      },
    },
  ]),
})
