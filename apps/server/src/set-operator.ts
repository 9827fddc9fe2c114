import { setOperator as setOperatorOf } from '@cartage/auth'
import { openDatabase } from '@cartage/db'
import { readEnvironment } from './environment.ts'
import { ownerDatabase } from './own-database.ts'

/** Makes somebody an operator of this installation, or takes it from them. Answers whether anything changed. The server may run. */
export async function setOperator(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  change: { readonly email: string; readonly isOperator: boolean },
): Promise<boolean> {
  await using cleanUp = new AsyncDisposableStack()
  const { ownerUrl } = cleanUp.use(await ownerDatabase(readEnvironment(env, cwd)))
  const db = openDatabase({ url: ownerUrl })
  cleanUp.defer(() => db.destroy())
  // The database ends with this function, so it has to be waited for in here.
  return await setOperatorOf(db, change)
}
