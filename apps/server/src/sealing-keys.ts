import { givenKeys, type KeySource, keysOfFile, keysOfFolder } from '@cartage/auth'
import type { Environment } from './environment.ts'

/** What to seal secrets with: the setting, the file that it names, or a key in the data folder that is made at the first start. */
export function sealingKeys({ secretKey, secretKeyFile, dataDir }: Environment): KeySource {
  if (secretKey !== undefined) return givenKeys(secretKey, 'CARTAGE_SECRET_KEY')
  return secretKeyFile === undefined ? keysOfFolder(dataDir) : keysOfFile(secretKeyFile)
}
