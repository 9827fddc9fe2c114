import { installQueues } from '@cartage/jobs'
import { queues } from '@cartage/services'
import { databaseSetup } from '@cartage/testing/vitest'

export default databaseSetup(async ({ ownerUrl, appUrl }) => {
  await installQueues(ownerUrl, queues, new URL(appUrl).username)
})
