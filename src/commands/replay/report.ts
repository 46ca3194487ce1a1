/** The result of a replay as text and as JSON. */

import { pluralize } from '../../protocol/plural.ts';
import { COMPARED, type Difference } from '../../trace/replay/differences.ts';
import { replayJson } from '../../trace/replay/replay-json.ts';
import type { ReplayResult } from '../../trace/replay/replay-result.ts';
import { table } from '../output.ts';

export const DIFFERENCES_SHOWN = 20;
const DIFFERENCES_JSON_MAX = 10_000;

const NAMES: Readonly<Record<Difference['what'], string>> = {
  outcome: 'outcome',
  approvedAmountMinor: 'approved amount',
  flag: 'flag',
  repeated: 'stored answer',
  ledgerMinor: 'ledger balance',
  availableMinor: 'available balance',
  headroom: 'headroom',
};

function moneyText(minor: number): string {
  const sign = minor < 0 ? '-' : '';
  return `${sign}${Math.floor(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, '0')}`;
}

function valueText(value: string | number): string {
  if (typeof value === 'number') return moneyText(value);
  return value === '' ? 'none' : value;
}

function rowsOf(result: ReplayResult): readonly (readonly string[])[] {
  return result.differing.slice(0, DIFFERENCES_SHOWN).flatMap(({ exchange, differences }) =>
    differences.map(({ what, recorded, replayed }, index) => {
      const { sequence, atMs, request } = exchange;
      const first = [
        String(sequence),
        new Date(atMs).toISOString(),
        request.pan ?? '',
        `${request.type ?? ''} ${moneyText(request.amountMinor ?? 0)}`,
      ];
      return [...(index === 0 ? first : ['', '', '', '']), NAMES[what], valueText(recorded), valueText(replayed)];
    }),
  );
}

function latencyText({ recorded, replayed }: ReplayResult['latency']): string {
  const rows = [recorded, replayed].map(({ p50, p99, max }) => [p50, p99, max].map((ms) => ms.toFixed(3)));
  return table(
    ['latency ms', 'p50', 'p99', 'max'],
    [
      ['recorded', ...(rows[0] ?? [])],
      ['replayed', ...(rows[1] ?? [])],
    ],
    [1, 2, 3],
  );
}

function countsText(result: ReplayResult): string {
  const counted = COMPARED.filter((what) => result.counts[what] > 0);
  return counted.map((what) => `${NAMES[what]} ${result.counts[what]}`).join(', ');
}

/** One sentence: the error that ends a replay with differences. */
export function summaryOf(result: ReplayResult): string {
  if (result.unanswered > 0)
    return `${result.unanswered} of ${pluralize(result.compared + result.unanswered, 'exchange')} ${result.unanswered === 1 ? 'was' : 'were'} not answered.`;
  const { length } = result.differing;
  return `${length} of ${pluralize(result.compared, 'exchange')} ${length === 1 ? 'differs' : 'differ'}: ${countsText(result)}.`;
}

export function reportText(result: ReplayResult, where: string): string {
  const { compared, undecided, differing, notes, elapsedMs } = result;
  const lines = [`Replayed ${pluralize(compared, 'exchange')} on ${where} in ${(elapsedMs / 1_000).toFixed(2)} s.`];
  if (undecided > 0) lines.push(`${undecided} were not decided by a store (format, MAC, store unreachable) and not sent again.`);
  lines.push(...notes);
  if (differing.length === 0) lines.push(compared === 0 ? 'There was nothing to compare.' : 'Nothing differs.');
  else {
    lines.push('', table(['exchange', 'at', 'card', 'what', 'differs', 'recorded', 'replayed'], rowsOf(result)));
    if (differing.length > DIFFERENCES_SHOWN) lines.push(`… and ${differing.length - DIFFERENCES_SHOWN} more; --json has them.`);
  }
  lines.push('', latencyText(result.latency));
  return lines.join('\n');
}

export function reportJson(result: ReplayResult, where: string): Readonly<Record<string, unknown>> {
  return replayJson(result, where, DIFFERENCES_JSON_MAX);
}
