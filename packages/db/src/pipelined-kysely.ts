import {
  type Driver,
  Kysely,
  type KyselyConfig,
  type KyselyProps,
  PostgresDialect,
  type PostgresDialectConfig,
  Transaction,
} from 'kysely'
import { PipelinedDriver } from './pipelined-driver.ts'

/**
 * Kysely whose transactions do not wait where they need not: the statements that open one go out together with the first of its own,
 * and those of a `Promise.all` behind each other. PostgreSQL answers in the order in which it was asked. The pool's connections
 * must queue what is sent to them meanwhile, as those of `pg` do with `pipeline`.
 */
export class PipelinedKysely<DB> extends Kysely<DB> {
  readonly #driver: PipelinedDriver
  readonly #parts: Omit<KyselyProps, 'executor'>

  constructor({ pool, ...rest }: Omit<KyselyConfig, 'dialect'> & Pick<PostgresDialectConfig, 'pool'>) {
    const driver = new PipelinedDriver({ pool })
    const dialect = new (class extends PostgresDialect {
      override createDriver(): Driver {
        return driver
      }
    })({ pool })
    const config = { ...rest, dialect }
    super(config)
    this.#driver = driver
    this.#parts = { config, dialect, driver }
  }

  /**
   * Runs `fn` in a transaction that begins with the SQL of `opening`, sent in one piece with the `begin`; commits when it resolves,
   * rolls back when it throws. When the opening fails, nothing is kept and its error is thrown, whatever became of what was sent
   * after it. What only reads cannot write, and nobody waits for its end.
   */
  pipeline<Result>(
    opening: string,
    fn: (trx: Transaction<DB>) => Promise<Result>,
    { isReadOnly = false }: { readonly isReadOnly?: boolean | undefined } = {},
  ): Promise<Result> {
    const executor = this.getExecutor()
    const driver = this.#driver
    return executor.provideConnection(async (connection) => {
      let isOver = false
      const trx = new Transaction<DB>({
        ...this.#parts,
        executor: executor.withConnectionProvider({
          provideConnection: (use) => {
            // The connection may serve somebody else by now.
            if (isOver) throw new Error('The transaction is over; await what is asked in it.')
            return use(connection)
          },
        }),
      })
      const begin = isReadOnly ? 'begin read only' : 'begin'
      const opened = driver.open(connection, `${begin}; ${opening}`)
      try {
        const [open, done] = await Promise.allSettled([opened, fn(trx)])
        isOver = true
        if (open.status === 'rejected') throw open.reason
        if (done.status === 'rejected') throw done.reason
        if (isReadOnly) driver.commitLater(connection)
        else await driver.commitTransaction(connection)
        return done.value
      } catch (error) {
        await rollBack(driver, connection)
        throw error
      }
    })
  }
}

/** The error that led here tells more than that of a rollback on a connection that broke; the driver drops such a connection. */
async function rollBack(
  driver: Driver,
  connection: Parameters<Driver['rollbackTransaction']>[0],
): Promise<void> {
  try {
    await driver.rollbackTransaction(connection)
  } catch {
    // Nothing was committed.
  }
}
