import { z } from 'zod'
import { type RiskFeature, riskFeatures, type SignInRisk } from './sign-in-risk.ts'

/** What was unusual about a sign-in. */
export const riskReason = z.enum(['new_device', 'new_phone', 'new_network', 'new_browser', 'unusual_hour'])
export type RiskReason = z.infer<typeof riskReason>

/** A feature is named where it alone makes somebody else three times as likely. */
const NAMED_FROM = Math.log(3)

/** What made a sign-in unusual, the weightiest first; at least one where anything spoke against the person. */
export function riskReasons({ parts }: Pick<SignInRisk, 'parts'>, isPhone: boolean): readonly RiskReason[] {
  const reasons: Readonly<Record<RiskFeature, RiskReason>> = {
    device: isPhone ? 'new_phone' : 'new_device',
    network: 'new_network',
    agent: 'new_browser',
    hour: 'unusual_hour',
  }
  const against = riskFeatures.filter((feature) => parts[feature] > 0).toSorted((a, b) => parts[b] - parts[a])
  const weighty = against.filter((feature) => parts[feature] >= NAMED_FROM)
  return (weighty.length > 0 ? weighty : against.slice(0, 1)).map((feature) => reasons[feature])
}
