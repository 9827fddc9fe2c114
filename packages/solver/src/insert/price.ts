/** What a plan or a route costs, as reported. */
export interface Figures {
  readonly cost: number
  readonly levels?: readonly number[] | undefined
}

/** What a change costs: the plan after it less the plan before. */
export interface Price {
  /** In the objective's figure; under an objective with several levels, money. */
  readonly price: number
  /** Under an objective with several levels what each of them is more, the first first: by this it is judged. */
  readonly levels?: readonly number[] | undefined
}

/** Figures are exact to far less than that; differences of them have tails. */
const FRACTIONS = 1e8

/** What some routes or plans cost more than others before. */
export function priceBetween(before: readonly Figures[], after: readonly Figures[]): Price {
  const all = [...before, ...after]
  const count = all.reduce((most, { levels = [] }) => Math.max(most, levels.length), 0)
  const more = (figure: (of: Figures) => number) =>
    round(after.reduce((sum, of) => sum + figure(of), 0) - before.reduce((sum, of) => sum + figure(of), 0))
  const price = more(({ cost }) => cost)
  if (count === 0) return { price }
  return {
    price,
    levels: Array.from({ length: count }, (_, level) => more(({ levels }) => levels?.[level] ?? 0)),
  }
}

/** Negative when the first is the cheaper one, level by level where there are levels. */
export function comparePrices(a: Price, b: Price): number {
  if (a.levels === undefined || b.levels === undefined) return a.price - b.price
  const other = b.levels
  return a.levels.map((figure, level) => figure - (other[level] ?? 0)).find((more) => more !== 0) ?? 0
}

function round(figure: number): number {
  return Math.round(figure * FRACTIONS) / FRACTIONS
}
