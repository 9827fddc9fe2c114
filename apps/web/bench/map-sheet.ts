/**
 * Pictures of the basemap as the console draws it, light and dark, to be looked at: a PNG for each region, scheme and zoom.
 * `node apps/web/bench/map-sheet.ts OUT_DIR REGION_DIR[@LON,LAT]...`, with `ZOOMS=5,8,10` for others than the default.
 */
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { openRegion } from '@cartage/roads'
import type { Region } from '@cartage/roads'
import { launchChromium, openWatchedPage } from '@cartage/testing'
import { createServer as createVite } from 'vite'

const [out, ...wanted] = process.argv.slice(2)
if (out === undefined || wanted.length === 0) {
  throw new Error('Usage: node apps/web/bench/map-sheet.ts OUT_DIR REGION_DIR[@LON,LAT]...')
}
const zooms = (process.env['ZOOMS'] ?? '5,8,10,12,14,16,18').split(',').map(Number)
mkdirSync(out, { recursive: true })

interface Sheet {
  readonly name: string
  readonly region: Region
  readonly center: readonly [number, number]
}

const sheets = await Promise.all(
  wanted.map(async (argument): Promise<Sheet> => {
    const [dir = '', at] = argument.split('@')
    const region = await openRegion(dir)
    const { west, south, east, north } = region.info.bounds
    const [lon = (west + east) / 2, lat = (south + north) / 2] = at?.split(',').map(Number) ?? []
    return { name: path.basename(dir), region, center: [lon, lat] }
  }),
)
const root = path.resolve(import.meta.dirname, '..')
await using vite = Object.assign(
  await createVite({ root, server: { middlewareMode: true, hmr: false }, appType: 'mpa', logLevel: 'error' }),
  { [Symbol.asyncDispose]: async (): Promise<void> => vite.close() },
)
await using server = createServer((request, response) => {
  const [, name, z, x, y] =
    /^\/api\/regions\/([^/]+)\/tiles\/(\d+)\/(\d+)\/(\d+)/.exec(request.url ?? '') ?? []
  if (name === undefined) return vite.middlewares(request, response)
  const tile = sheets.find((sheet) => sheet.name === name)?.region.tile(Number(z), Number(x), Number(y))
  if (tile === undefined) response.statusCode = 204
  response.end(tile)
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
await using browser = Object.assign(await launchChromium(), {
  [Symbol.asyncDispose]: async (): Promise<void> => browser.close(),
})
await using watched = await openWatchedPage(browser, `http://127.0.0.1:${port}`, {
  viewport: { width: 1000, height: 700 },
})
const { page, foreignRequests, problems } = watched

for (const { name, region, center } of sheets) {
  for (const scheme of ['light', 'dark']) {
    const query = new URLSearchParams({ region: name, scheme, bounds: JSON.stringify(region.info.bounds) })
    await page.goto(`/bench/map-sheet/index.html?${query.toString()}`)
    await page.waitForFunction('window.show')
    for (const zoom of zooms) {
      await page.evaluate(`window.show(${JSON.stringify(center)}, ${zoom})`)
      const file = path.join(out, `${name}-${scheme}-${zoom}.png`)
      await page.screenshot({ path: file })
      console.log(JSON.stringify({ bench: 'web.map-sheet', region: name, scheme, zoom, file }))
    }
  }
}
if (problems.length + foreignRequests.length > 0)
  throw new Error([...problems, ...foreignRequests].join('\n'))
