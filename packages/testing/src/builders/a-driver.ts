import type { Driver } from '@cartage/domain'
import { anId } from './ids.ts'

/** A driver without special skills. */
export const aDriver = (parts: Partial<Driver> = {}): Driver => ({
  id: anId(),
  depotId: anId(),
  name: 'Driver One',
  phone: '',
  skills: [],
  version: 1,
  ...parts,
})
