// `pnpm bench [NAME …]`: runs the benchmarks of every package that has some, one JSON line a measurement.
// A name picks packages: `pnpm bench solver`. Words after `--` go to the benchmark itself.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { childEnv, fail, install, nodeBinary, requireNode, root } from './steps.mjs'

requireNode()
await install()
const split = process.argv.indexOf('--')
const names = process.argv.slice(2, split === -1 ? undefined : split)
const rest = split === -1 ? [] : process.argv.slice(split + 1)

const benches = ['packages', 'apps'].flatMap((home) =>
  readdirSync(path.join(root, home)).flatMap((name) => {
    const folder = path.join(root, home, name, 'bench')
    if (!existsSync(folder)) return []
    return readdirSync(folder)
      .filter((file) => file.endsWith('.bench.ts'))
      .map((file) => ({ name, file: path.join(folder, file) }))
  }),
)
const chosen = benches.filter(
  ({ name, file }) =>
    names.length === 0 || names.includes(name) || names.includes(path.basename(file, '.bench.ts')),
)
if (chosen.length === 0) {
  fail(
    `No benchmark is called ${names.join(' or ')}; there are ${benches.map(({ file }) => path.basename(file, '.bench.ts')).join(', ')}.`,
  )
}
for (const { file } of chosen) {
  const { status } = spawnSync(nodeBinary, [file, ...rest], { cwd: root, env: childEnv, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
