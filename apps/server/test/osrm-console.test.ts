import { setTimeout as sleep } from 'node:timers/promises'
import { aTown, freePort, writePbf } from '@cartage/testing'
import { expect, it } from 'vitest'
import { serveConsole } from './http-console.ts'

it("serves OSRM's API over the regions of the console, as they are built, and ends with it", async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const served = await serveConsole({ ROADS_PORT: String(port) })
  const ask = async (path: string): Promise<any> => (await fetch(`${url}${path}`)).json()

  const before = await ask('/nearest/v1/driving/0.0005,0')
  await served.upload('/api/uploads/regions?name=new-quay', {
    name: 'quay.osm.pbf',
    bytes: writePbf(aTown),
  })
  let after = await ask('/nearest/v1/driving/0.0005,0')
  for (let tries = 0; tries < 300 && after.code !== 'Ok'; tries++) {
    await sleep(100)
    after = await ask('/nearest/v1/driving/0.0005,0')
  }
  const named = await ask('/route/v1/new-quay-van/0.0005,0;0.0005,0.001')
  await served[Symbol.asyncDispose]()

  expect(before).toMatchObject({
    code: 'InvalidValue',
    message: expect.stringContaining('there is none yet'),
  })
  expect(after.waypoints[0].name).toBe('Main Street')
  expect(named.code).toBe('Ok')
  await expect(fetch(url)).rejects.toThrow()
})
