import { type Compilable, type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'

/** Stands for a value that is known when the query runs. */
class Parameter {
  readonly name: PropertyKey

  constructor(name: PropertyKey) {
    this.name = name
  }
}

/** Stands where a value of the argument with this name goes, in a query of {@link compileOnce}. */
export type ParameterOf<Args> = <Name extends keyof Args>(name: Name) => RawBuilder<Args[Name]>

/**
 * A query whose SQL is written once and run with other values each time, for the few that every request needs: to write a join of
 * six tables costs more than all else about it. Every database and transaction that it runs on speaks the same dialect.
 */
export function compileOnce<Source extends Pick<Kysely<never>, 'executeQuery'>, Args extends object, Row>(
  build: (db: Source, parameter: ParameterOf<Args>) => Compilable<Row>,
): (db: Source, args: Args) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined
  const parameter: ParameterOf<Args> = (name) => sql`${new Parameter(name)}`
  return async (db, args) => {
    compiled ??= build(db, parameter).compile()
    const valueOf = (value: unknown): unknown =>
      value instanceof Parameter ? args[value.name as keyof Args] : value
    const parameters = compiled.parameters.map(valueOf)
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters })
    return rows
  }
}
