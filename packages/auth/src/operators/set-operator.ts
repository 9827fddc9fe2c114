import { type Db, enterOrganization, withIdentity } from '@cartage/db'
import { notFound } from '@cartage/domain'
import { keepAnOperator } from '../accounts/keep-an-operator.ts'
import { normalEmail } from '../accounts/normal-email.ts'
import { recordAudit } from '../record-audit.ts'
import { endTokensOf } from '../tokens/end-tokens.ts'

export interface SetOperatorInput {
  readonly email: string
  readonly isOperator: boolean
}

/**
 * Makes somebody an operator, or takes it from them; their sessions end, for it is a change of rights. Answers whether anything changed.
 * NOT_FOUND where nobody has this address, PRECONDITION for the last operator.
 */
export function setOperator(db: Db, { email, isOperator }: SetOperatorInput): Promise<boolean> {
  return withIdentity(db, null, async (trx) => {
    const person = await trx
      .selectFrom('identity.user')
      .select(['id', 'isOperator'])
      .where('email', '=', normalEmail(email))
      .forUpdate()
      .executeTakeFirst()
    if (person === undefined) throw notFound('account')
    const { id: userId } = person
    if (person.isOperator === isOperator) return false
    if (!isOperator) await keepAnOperator(trx, userId)
    await trx.updateTable('identity.user').set({ isOperator }).where('id', '=', userId).execute()
    await trx.deleteFrom('identity.session').where('userId', '=', userId).execute()
    // An administrator of one organization could still hold a link to the password.
    if (isOperator) await endTokensOf(trx, userId, ['reset'])
    else await endVisitsOf(userId)
    const memberships = await trx
      .selectFrom('identity.membership')
      .select('organizationId')
      .where('userId', '=', userId)
      .execute()
    for (const { organizationId } of memberships) {
      await enterOrganization(trx, organizationId)
      await recordAudit(trx, {
        organizationId,
        userId: null,
        action: isOperator ? 'operator.add' : 'operator.remove',
        entity: 'user',
        entityId: userId,
      })
    }
    return true

    /** Who is no operator any more has nothing to look for elsewhere. */
    async function endVisitsOf(visitor: typeof userId): Promise<void> {
      await trx
        .deleteFrom('identity.membership')
        .where('userId', '=', visitor)
        .where('organizationId', 'in', (eb) =>
          eb.selectFrom('identity.operatorGrant').select('organizationId').where('userId', '=', visitor),
        )
        .execute()
    }
  })
}
