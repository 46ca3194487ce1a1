/**
 * Questions without a message: what would this card be answered there, for that amount? Consumes
 * nothing.
 */
import type { Explanation } from '../../protocol/explanation.ts';
import type { TerminalType } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { Attempt } from '../rules/command.ts';
import type { Channel, Profile } from '../rules/profile.ts';
import type { CardSnapshot } from '../state/card-snapshot.ts';
import { explain, outcomeOn } from './explain.ts';

/** The types that take money; the others have no amount to ask for. */
export const ASKED_TYPES = ['purchase', 'cash', 'purchaseWithCashback'] as const;
export type AskedType = (typeof ASKED_TYPES)[number];

export interface UseQuestion {
  readonly type: AskedType;
  readonly channel: Channel;
  readonly mcc: number;
  readonly terminalType: TerminalType | '';
  readonly amountMinor: number;
  /** ISO 3166 numeric; 0: nothing says where. */
  readonly country: number;
  readonly domestic: boolean;
}

export interface ExplainedUse {
  readonly outcome: Outcome;
  readonly explanation: Explanation;
}

/** With the right PIN, on the card as the snapshot has it. */
export function explainUse(snapshot: CardSnapshot, profile: Profile, { country, ...use }: UseQuestion): ExplainedUse {
  const attempt: Attempt = {
    ...use,
    cardToken: snapshot.card.token,
    maskedPan: snapshot.card.maskedPan,
    event: 'spend',
    entryMode: '',
    pin: 'given',
    pinReferences: [snapshot.card.pinReference],
    ...{ key: '', fingerprint: '', attemptId: '', instantMs: snapshot.nowMs, refusal: '', terminalId: '', rrn: '', stanDate: '' },
    ...{ repeat: false, localTime: 0, sentAs: [] },
    ...{ original: undefined, approvalCode: '', newPinReference: '', holdMs: 0, allowPartial: false, wantsSnapshot: false },
  };
  const outcome = outcomeOn(snapshot, profile, attempt);
  return { outcome, explanation: explain(snapshot, profile, { attempt, outcome, country, hypothetical: true }) };
}
