import { expect, it } from 'vitest'
import { threadEnvironment } from './thread-environment.ts'

it('SEC-F11 a thread learns where compiled code is kept, and nothing else of the environment', () => {
  const secrets = { DATABASE_URL: 'postgres://cartage:secret@db/cartage', CARTAGE_SECRET_KEY: 'secret' }

  expect(threadEnvironment(secrets)).toEqual({})
  expect(threadEnvironment({ ...secrets, NODE_COMPILE_CACHE: '/cache' })).toEqual({
    NODE_COMPILE_CACHE: '/cache',
  })
})
