import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

it('checking the console reads the declarations of other packages, never their source', () => {
  const web = fileURLToPath(new URL('..', import.meta.url))
  const tsc = path.join(web, 'node_modules/.bin/tsc')

  const files = execFileSync(tsc, ['-p', 'tsconfig.json', '--listFilesOnly'], { cwd: web, encoding: 'utf8' })
    .split('\n')
    .map((file) => path.relative(path.join(web, '../..'), file))

  expect(files).toContain('packages/domain/dist/index.d.ts')
  expect(files.filter((file) => /^(packages|apps\/server)\/?[^/]*\/src\//.test(file))).toEqual([])
}, 120_000)
