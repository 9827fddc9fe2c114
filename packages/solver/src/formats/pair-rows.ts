import { FormatError } from './format-error.ts'

/** A row of a pickup, which names its delivery, or of a delivery, which names its pickup; 0 names none. */
export interface PairRow {
  readonly number: number
  readonly demand: number
  readonly pickup: number
  readonly delivery: number
  readonly line: number
}

/** What a file calls the rows, and what stands before the names of their columns. */
interface Words {
  readonly noun: string
  readonly section?: string
}

/** Each pickup with its delivery, which together are all rows. @throws FormatError naming one that is in no pair. */
export function pairRows<Row extends PairRow>(
  rows: readonly Row[],
  words: Words,
): { readonly pickup: Row; readonly delivery: Row }[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  return rows.flatMap((row) => {
    const partner = partnerOf(row, byNumber, words)
    if (row.delivery === 0) return []
    const { demand, number, line } = row
    if (demand < 0)
      throw new FormatError(line, fieldOf('demand', words), `is negative at a pickup: ${demand}`)
    if (-partner.demand !== demand) {
      const message = `must undo the ${demand} picked up by ${words.noun} ${number}, is ${partner.demand}`
      throw new FormatError(partner.line, fieldOf('demand', words), message)
    }
    return [{ pickup: row, delivery: partner }]
  })
}

/** The row that a row names, and is named by. */
function partnerOf<Row extends PairRow>(row: Row, byNumber: ReadonlyMap<number, Row>, words: Words): Row {
  const { number, pickup, delivery, line } = row
  if ((pickup === 0) === (delivery === 0)) {
    const seen = pickup === 0 ? 'neither a pickup nor a delivery' : 'both a pickup and a delivery'
    throw new FormatError(line, fieldOf('delivery', words), `${words.noun} ${number} names ${seen}`)
  }
  const [column, back] = pickup === 0 ? (['delivery', 'pickup'] as const) : (['pickup', 'delivery'] as const)
  const partner = byNumber.get(row[column])
  const name = `${words.noun} ${row[column]}`
  if (partner === undefined) throw new FormatError(line, fieldOf(column, words), `there is no ${name}`)
  if (partner[back] === number) return partner
  throw new FormatError(line, fieldOf(column, words), `${name} does not name ${number} as its ${back}`)
}

const fieldOf = (column: string, { section = '' }: Words) => `${section} ${column}`.trim()
