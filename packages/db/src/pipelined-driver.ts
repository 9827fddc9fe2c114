import { CompiledQuery, type DatabaseConnection, PostgresDriver } from 'kysely'

/** How long a transaction that has read all it wanted waits for the next user of its connection. */
const LINGER_MS = 2

/**
 * Kysely's driver, for transactions that only read: their commit goes out together with what the connection is asked next, or by
 * itself soon after. To send it costs as much as to ask the query.
 */
export class PipelinedDriver extends PostgresDriver {
  readonly #lingering = new WeakMap<DatabaseConnection, NodeJS.Timeout>()
  readonly #known = new WeakSet<DatabaseConnection>()

  override async acquireConnection(
    ...options: Parameters<PostgresDriver['acquireConnection']>
  ): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection(...options)
    if (!this.#known.has(connection)) {
      this.#known.add(connection)
      const ask = connection.executeQuery.bind(connection)
      connection.executeQuery = (query, executeOptions) => {
        this.#commit(connection)
        return ask(query, executeOptions)
      }
    }
    return connection
  }

  /** Begins a transaction with more SQL in the same piece. */
  async open(connection: DatabaseConnection, opening: string): Promise<void> {
    await connection.executeQuery(
      CompiledQuery.raw(this.#isEndOf(connection) ? `commit; ${opening}` : opening),
    )
  }

  /** Ends a transaction that only read; nobody learns when. */
  commitLater(connection: DatabaseConnection): void {
    this.#lingering.set(
      connection,
      setTimeout(() => this.#commit(connection), LINGER_MS),
    )
  }

  #isEndOf(connection: DatabaseConnection): boolean {
    const timeout = this.#lingering.get(connection)
    clearTimeout(timeout)
    return this.#lingering.delete(connection)
  }

  #commit(connection: DatabaseConnection): void {
    if (!this.#isEndOf(connection)) return
    // A connection that breaks now has told all that it was asked; the pool drops it.
    connection.executeQuery(CompiledQuery.raw('commit')).catch(() => {})
  }
}
