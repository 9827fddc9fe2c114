import { buildRegion } from '../src/index.ts'

// Builds a region and stands still at the named step, so that a test can kill it there.
const [source = '', out = '', waitAt = ''] = process.argv.slice(2)

await buildRegion({
  source,
  out,
  name: 'killed',
  onProgress: ({ phase, done }) => {
    if (waitAt !== `${phase} ${done}`) return
    process.send?.(waitAt)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
})
