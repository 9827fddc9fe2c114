import { describe, expect, it } from 'vitest'
import { faultOf, importsOf } from './boundaries.mjs'

const fault = (file, specifier, isType = false) => faultOf(file, { specifier, isType })

describe('the boundary check', () => {
  it('finds every form of import with its line', () => {
    const text = [
      "import { a } from 'one'",
      "import type { B } from 'two'",
      'import {',
      '  c,',
      "} from 'three'",
      "export * from './four.ts'",
      "const d = await import('five')",
      "/* import 'six' */",
      "import 'seven'",
    ].join('\n')

    expect(importsOf(text)).toEqual([
      { specifier: 'one', isType: false, line: 1 },
      { specifier: 'two', isType: true, line: 2 },
      { specifier: 'three', isType: false, line: 5 },
      { specifier: './four.ts', isType: false, line: 6 },
      { specifier: 'five', isType: false, line: 7 },
      { specifier: 'seven', isType: false, line: 9 },
    ])
  })

  it.each([
    ['packages/domain/src/order.ts', '@cartage/db', 'no other package'],
    ['packages/solver/src/solve.ts', '@cartage/roads', 'solver may import domain'],
    ['apps/web/src/main.tsx', '@cartage/services', 'tRPC client'],
    ['apps/web/src/main.tsx', '@cartage/api', 'import type'],
    ['packages/api/src/root.ts', '@cartage/db', 'a verb of @cartage/services'],
    ['packages/db/src/pool.ts', '@cartage/domain/src/order.ts', "use '@cartage/domain'"],
    ['packages/db/src/pool.ts', '../../domain/src/order.ts', "from '@cartage/domain'"],
    ['packages/services/src/orders/create.ts', '@cartage/testing', 'for tests'],
    ['packages/domain/src/order.ts', 'node:fs', 'browser'],
    ['packages/solver/src/search/solve.ts', 'node:worker_threads', 'browser'],
  ])('refuses %s importing %s and says what to use instead', (file, specifier, words) => {
    expect(fault(file, specifier)).toContain(words)
  })

  it.each([
    ['packages/services/src/orders/create.ts', '@cartage/db', false],
    ['packages/services/test/orders.test.ts', '@cartage/testing', false],
    ['packages/solver/src/node/worker.ts', 'node:worker_threads', false],
    ['apps/web/src/api/client.ts', '@cartage/api', true],
    ['apps/web/src/main.tsx', './app.css', false],
    ['apps/web/src/main.tsx', 'react', false],
  ])('lets %s import %s', (file, specifier, isType) => {
    expect(fault(file, specifier, isType)).toBeUndefined()
  })
})
