import { describe, expect, it } from 'vitest'
import { moveByKey, nextProblem } from './grid-moves.ts'

const size = { rows: 3, columns: 4 }

describe('moving in the grid', () => {
  it('stops at the edges', () => {
    expect(moveByKey({ row: 0, column: 0 }, 'ArrowUp', false, size)).toEqual({ row: 0, column: 0 })
    expect(moveByKey({ row: 2, column: 3 }, 'ArrowRight', false, size)).toEqual({ row: 2, column: 3 })
  })

  it('reaches the cell of the row itself to the left of the first column', () => {
    expect(moveByKey({ row: 1, column: 0 }, 'ArrowLeft', false, size)).toEqual({ row: 1, column: -1 })
  })

  it('goes down by Enter and up by Shift+Enter', () => {
    expect(moveByKey({ row: 1, column: 2 }, 'Enter', false, size)).toEqual({ row: 2, column: 2 })
    expect(moveByKey({ row: 1, column: 2 }, 'Enter', true, size)).toEqual({ row: 0, column: 2 })
  })

  it('reads on by Tab over the end of a row, and leaves the grid at its ends', () => {
    expect(moveByKey({ row: 0, column: 3 }, 'Tab', false, size)).toEqual({ row: 1, column: 0 })
    expect(moveByKey({ row: 0, column: 0 }, 'Tab', true, size)).toBeNull()
    expect(moveByKey({ row: 2, column: 3 }, 'Tab', false, size)).toBeNull()
  })
})

describe('going from problem to problem', () => {
  const problems = [
    { row: 2, column: 1 },
    { row: 0, column: 3 },
  ]

  it('goes in reading order and wraps around', () => {
    expect(nextProblem({ row: 0, column: 0 }, 1, problems)).toEqual({ row: 0, column: 3 })
    expect(nextProblem({ row: 2, column: 1 }, 1, problems)).toEqual({ row: 0, column: 3 })
    expect(nextProblem({ row: 0, column: 3 }, -1, problems)).toEqual({ row: 2, column: 1 })
  })

  it('has nowhere to go when all is well', () => {
    expect(nextProblem({ row: 0, column: 0 }, 1, [])).toBeNull()
  })
})
