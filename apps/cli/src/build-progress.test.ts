import { describe, expect, it } from 'vitest'
import { showBuildProgress } from './build-progress.ts'

function shown(isTerminal: boolean): {
  text: string
  show: ReturnType<typeof showBuildProgress>
  clock: { ms: number }
} {
  const clock = { ms: 0 }
  const seen = { text: '', clock } as ReturnType<typeof shown>
  const io = {
    stdout: () => {},
    stderr: (text: string) => {
      seen.text += text
    },
    isTerminal,
    cwd: '/',
  }
  seen.show = showBuildProgress(io, () => clock.ms)
  return seen
}

describe('the progress of a build', () => {
  it('is a line a phase where stderr is a file, with time, amount and rate', () => {
    const seen = shown(false)

    seen.show.report({ phase: 'read', done: 0, total: 8e6, unit: 'bytes' })
    seen.clock.ms = 2000
    seen.show.report({ phase: 'read', done: 8e6, total: 8e6, unit: 'bytes' })
    seen.show.report({ phase: 'roads car', done: 0, total: 5000, unit: 'junctions' })
    seen.clock.ms = 4500
    seen.show.report({ phase: 'roads car', done: 5000, total: 5000, unit: 'junctions' })
    seen.show.report({ phase: 'addresses', done: 0, total: 1 })
    seen.clock.ms = 4600
    seen.show.finish()

    expect(seen.text.split('\n')).toEqual([
      'read                  2.0 s, 8.0 MB, 4.0 MB/s',
      'roads car             2.5 s, 5000 junctions, 2000 junctions/s',
      'addresses             0.1 s',
      '',
    ])
  })

  it('is a line written over on a terminal, with the share, the rate and the time left', () => {
    const seen = shown(true)

    seen.show.report({ phase: 'read', done: 0, total: 8e6, unit: 'bytes' })
    seen.clock.ms = 1000
    seen.show.report({ phase: 'read', done: 2e6, total: 8e6, unit: 'bytes' })
    seen.clock.ms = 1010
    seen.show.report({ phase: 'read', done: 2.1e6, total: 8e6, unit: 'bytes' })

    expect(seen.text.split('\r\u001b[K')).toEqual([
      '',
      'read                  0.0 s, 0 %',
      'read                  1.0 s, 25 %, 2.0 MB/s, 3.0 s left',
    ])
  })

  it('says nothing of a build that ended before it began', () => {
    const seen = shown(true)

    seen.show.finish()

    expect(seen.text).toBe('')
  })
})
