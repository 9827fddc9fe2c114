import { IconButton, Menu } from '@cartage/ui'
import {
  ArrowRightLeft,
  Ellipsis,
  KeyRound,
  Lock,
  LockOpen,
  MonitorSmartphone,
  Trash2,
  Warehouse,
} from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { MemberDepots } from './member-depots.tsx'
import type { Member } from './member-roles.ts'
import { MemberSessions } from './member-sessions.tsx'
import { HandOverMember, RemoveMember } from './remove-member.tsx'
import { ResetLink } from './reset-link.tsx'

export interface MemberMenuProps {
  readonly member: Member
  /** Who can take over from them. */
  readonly receivers: readonly Member[]
  /** Whether their role can be limited to depots. */
  readonly canBeLimited: boolean
  readonly onSetDisabled: (disabled: boolean) => void
}

type Open = 'depots' | 'sessions' | 'reset' | 'handOver' | 'remove'

/** What can be done about a member beside their role. */
export function MemberMenu({ member, receivers, canBeLimited, onSetDisabled }: MemberMenuProps): ReactNode {
  const [open, setOpen] = useState<Open | null>(null)
  const onClose = (): void => setOpen(null)
  return (
    <>
      <Menu
        trigger={<IconButton label={`More for ${member.name}`} icon={Ellipsis} />}
        groups={[
          [
            {
              label: 'Depots…',
              icon: Warehouse,
              isDisabled: !canBeLimited,
              onSelect: () => setOpen('depots'),
            },
            { label: 'Sessions…', icon: MonitorSmartphone, onSelect: () => setOpen('sessions') },
            { label: 'Link for a new password…', icon: KeyRound, onSelect: () => setOpen('reset') },
          ],
          [
            { label: 'Hand over…', icon: ArrowRightLeft, onSelect: () => setOpen('handOver') },
            member.isDisabled
              ? { label: 'Let in', icon: LockOpen, onSelect: () => onSetDisabled(false) }
              : { label: 'Lock out', icon: Lock, onSelect: () => onSetDisabled(true) },
            { label: 'Remove…', icon: Trash2, isDanger: true, onSelect: () => setOpen('remove') },
          ],
        ]}
      />
      {open === 'depots' ? <MemberDepots member={member} onClose={onClose} /> : null}
      {open === 'sessions' ? <MemberSessions member={member} onClose={onClose} /> : null}
      {open === 'reset' ? <ResetLink member={member} onClose={onClose} /> : null}
      {open === 'handOver' ? (
        <HandOverMember member={member} receivers={receivers} onClose={onClose} />
      ) : null}
      {open === 'remove' ? <RemoveMember member={member} receivers={receivers} onClose={onClose} /> : null}
    </>
  )
}
