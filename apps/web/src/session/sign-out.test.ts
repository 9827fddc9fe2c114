import { expect, it } from 'vitest'
import { queryClient } from '../api/query-client.ts'
import { leave } from './sign-out.ts'

const seen = () =>
  queryClient
    .getQueryCache()
    .getAll()
    .map(({ state }) => state.data)

it.each([
  ['answers', async () => ({}), true],
  ['does not answer', () => Promise.reject(new TypeError('Failed to fetch')), false],
  [
    'never answers',
    ({ signal }: { readonly signal: AbortSignal }) =>
      new Promise((_, reject) => {
        expect(signal.aborted).toBe(false)
        reject(new DOMException('It took too long.', 'TimeoutError'))
      }),
    false,
  ],
] as const)('signing out forgets what the person saw when the server %s', async (_, end, isEnded) => {
  queryClient.setQueryData(['orders'], [{ name: 'Ann Recipient' }])

  expect(await leave(end)).toBe(isEnded)

  expect(seen()).toEqual([null])
})
