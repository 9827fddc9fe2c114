import { installQueues } from '@cartage/jobs'
import { databaseSetup } from '@cartage/testing/vitest'
import { importCheckQueue } from '../src/imports/check-queue.ts'

export default databaseSetup(async ({ ownerUrl, appUrl }) => {
  await installQueues(ownerUrl, [importCheckQueue], new URL(appUrl).username)
})
