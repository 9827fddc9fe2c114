/**
 * A made-up problem with time windows in the format of Solomon: customers in a square around the depot, a window
 * for each, and so many vehicles. The same for the same seed.
 */
export function syntheticSolomon(
  customers: number,
  { vehicles = customers, capacity = 200, seed = 1 }: SyntheticOptions = {},
): string {
  const random = multiplicative(seed)
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  const rows = Array.from({ length: customers }, (_, index) => {
    const [x, y] = [whole(0, 100), whole(0, 100)]
    const toDepot = Math.ceil(Math.hypot(x - 50, y - 50))
    const opens = whole(toDepot, 800 - toDepot)
    return [index + 1, x, y, whole(1, 30), opens, opens + whole(60, 180), 10]
  })
  return [
    'SYNTHETIC',
    '',
    'VEHICLE',
    'NUMBER     CAPACITY',
    `${vehicles} ${capacity}`,
    '',
    'CUSTOMER',
    'CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME',
    '',
    ...[[0, 50, 50, 0, 0, 1100, 0], ...rows].map((row) => row.join(' ')),
  ].join('\n')
}

interface SyntheticOptions {
  readonly vehicles?: number
  readonly capacity?: number
  readonly seed?: number
}

/** Numbers in [0, 1) by Lehmer's generator. */
function multiplicative(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
