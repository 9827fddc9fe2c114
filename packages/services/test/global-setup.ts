import { installQueues } from '@cartage/jobs'
import { databaseSetup } from '@cartage/testing/vitest'
import { queues } from '../src/work-on-queues.ts'

export default databaseSetup(async ({ ownerUrl, appUrl }) => {
  await installQueues(ownerUrl, queues, new URL(appUrl).username)
})
