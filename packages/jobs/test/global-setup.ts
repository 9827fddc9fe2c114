import { databaseSetup } from '@cartage/testing/vitest'
import { installQueues } from '../src/install-queues.ts'
import { testQueue } from './queues.ts'

export default databaseSetup(async ({ ownerUrl, appUrl }) => {
  await installQueues(ownerUrl, [testQueue], new URL(appUrl).username)
})
