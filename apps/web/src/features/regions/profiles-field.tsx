import { vehicleProfiles, type VehicleProfile } from '@cartage/domain'
import { Checkbox } from '@cartage/ui'
import type { ReactNode } from 'react'
import { profileWords } from './region-words.ts'

export interface ProfilesFieldProps {
  readonly value: readonly VehicleProfile[]
  readonly onChange: (value: readonly VehicleProfile[]) => void
  /** What stands below the kinds that come with Cartage. */
  readonly children: ReactNode
}

/** Who the roads are built for. */
export function ProfilesField({ value, onChange, children }: ProfilesFieldProps): ReactNode {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-12 font-strong text-ink-2">Roads for</legend>
      <div className="flex flex-wrap gap-x-4">
        {vehicleProfiles.map((profile) => (
          <Checkbox
            key={profile}
            label={profileWords(profile)}
            checked={value.includes(profile)}
            onChange={(isChosen) =>
              onChange(vehicleProfiles.filter((name) => (name === profile ? isChosen : value.includes(name))))
            }
          />
        ))}
      </div>
      <p className="mb-2 text-12 text-ink-3">
        {value.length === 0
          ? 'Choose at least one.'
          : 'Vehicles of a kind that is left out drive as the one that comes nearest.'}
      </p>
      {children}
    </fieldset>
  )
}
