import type { Matrix, Problem } from '../model/problem.ts'

/** The problem with its matrices in shared memory, so that a thread sees them without a copy. */
export function shareMatrices(problem: Problem): Problem {
  const done = new Map<Figures, Figures>()
  const once = (figures: Figures): Figures => {
    const shared = done.get(figures) ?? share(figures)
    done.set(figures, shared)
    return shared
  }
  const matrices = Object.entries(problem.matrices).map(([profile, matrix]): [string, Matrix] => [
    profile,
    {
      ...matrix,
      durationS: once(matrix.durationS),
      distanceM: once(matrix.distanceM),
      ...(matrix.slices === undefined
        ? {}
        : {
            slices: matrix.slices.map((slice) => ({
              ...slice,
              durationS: once(slice.durationS),
              ...(slice.distanceM && { distanceM: once(slice.distanceM) }),
            })),
          }),
    },
  ])
  return { ...problem, matrices: Object.fromEntries(matrices) }
}

type Figures = Matrix['durationS']

function share(figures: Figures): Figures {
  if (figures instanceof Int32Array) {
    if (figures.buffer instanceof SharedArrayBuffer) return figures
  } else if (!figures.every((figure) => Number.isInteger(figure) && Math.abs(figure) < 2 ** 31)) {
    // Left as it is for `prepare` to refuse with the place named.
    return figures
  }
  const shared = new Int32Array(new SharedArrayBuffer(4 * figures.length))
  shared.set(figures)
  return shared
}
