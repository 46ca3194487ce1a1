/** The result of an exchange in a replay, and how it differs from the recorded one. */
import type { Outcome } from '../../protocol/outcome.ts';
import type { Exchange, TracedResponse } from '../format/lines.ts';

export interface ReplayedExchange {
  readonly outcome: Outcome;
  readonly approvedAmountMinor: number;
  readonly flag: string;
  readonly repeated: boolean;
  /** Balance after the decision; undefined if no store decided or the host does not send it. */
  readonly ledgerMinor: number | undefined;
  readonly availableMinor: number | undefined;
  readonly headroom: NonNullable<TracedResponse['headroom']>;
  readonly approvalCode: string;
  readonly latencyMs: number;
}

/** In the order in which they are reported. */
export const COMPARED = ['outcome', 'approvedAmountMinor', 'flag', 'repeated', 'ledgerMinor', 'availableMinor', 'headroom'] as const;
export type Compared = (typeof COMPARED)[number];

export interface Difference {
  readonly what: Compared;
  readonly recorded: string | number;
  readonly replayed: string | number;
}

/** One limit: its name, the amount used and the count used. */
function headroomText(headroom: TracedResponse['headroom']): string {
  return (headroom ?? []).map(({ name, usedMinor, leftMinor, countUsed }) => `${name} ${usedMinor}/${leftMinor}/${countUsed}`).join(', ');
}

/** Empty if nothing differs. A value that one side does not have is not compared. */
export function differencesOf(exchange: Exchange, replayed: ReplayedExchange): readonly Difference[] {
  const { response, decision } = exchange;
  const recorded: Readonly<Record<Compared, string | number | undefined>> = {
    outcome: exchange.outcome,
    approvedAmountMinor: response.approvedAmountMinor ?? 0,
    flag: response.flag ?? '',
    repeated: response.repeated === true ? 'yes' : 'no',
    ledgerMinor: decision?.ledgerMinor ?? response.balances?.ledgerMinor,
    availableMinor: decision?.availableMinor ?? response.balances?.availableMinor,
    headroom: response.headroom === undefined ? undefined : headroomText(response.headroom),
  };
  const now: Readonly<Record<Compared, string | number | undefined>> = {
    ...replayed,
    repeated: replayed.repeated ? 'yes' : 'no',
    headroom: replayed.headroom.length === 0 ? undefined : headroomText(replayed.headroom),
  };
  const found: Difference[] = [];
  for (const what of COMPARED) {
    const [was, is] = [recorded[what], now[what]];
    if (was !== undefined && is !== undefined && was !== is) found.push({ what, recorded: was, replayed: is });
  }
  return found;
}
