import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const source = path.resolve(import.meta.dirname, '../src')

/** Everything that a file imports at run time, relative files followed. */
function importsFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const statements = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export) (?!type\b)[^;]*? from '([^']+)'/gm,
  )
  for (const [, target = ''] of statements) {
    if (target.startsWith('.')) importsFrom(path.resolve(path.dirname(file), target), seen)
    else seen.add(target)
  }
  return seen
}

describe('the package', () => {
  it.each(['index.ts', 'browser.ts', 'browser/solve-worker.ts'])(
    'runs in a browser: nothing of Node is within reach of %s',
    (entry) => {
      const all = [...importsFrom(path.join(source, entry))]

      expect(all.filter((target) => !target.startsWith(source) && target !== 'zod')).toEqual([])
      expect(all.some((target) => target.includes('/node/'))).toBe(false)
      expect(all.some((target) => target.endsWith('model/problem-error.ts'))).toBe(true)
    },
  )
})
