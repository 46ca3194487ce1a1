import { expect, test } from 'vitest';
import { historyText, readHistory, wantedOf } from '../../../src/commands/cards/history.ts';
import { EXIT_CODES } from '../../../src/commands/output.ts';
import type { CardApi } from '../../../src/issuing/card-api.ts';
import type { JournalEntry } from '../../../src/limits/store.ts';

const AT = Date.UTC(2026, 10, 30, 8, 17, 22, 500);

function entry(n: number, changes: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: String(n),
    atMs: AT + n * 61_000,
    cardToken: '0'.repeat(32),
    event: 'spend',
    key: `POS00001.${n}.${AT}.f`,
    terminalId: 'POS00001',
    type: 'purchase',
    amountMinor: 25_000,
    outcome: 'approved',
    ledgerMinor: 1_975_000,
    flag: '',
    ...changes,
  };
}
const NONE = { key: '', terminalId: '', type: '', outcome: '' };

test('is a table that fits 80 columns, newest first, and says from when on it is complete', () => {
  const entries = [
    entry(9, { ...NONE, event: 'change', outcome: 'status,unblockPin', amountMinor: 0 }),
    entry(8, { ...NONE, event: 'fund', amountMinor: -500 }),
    entry(7, { event: 'void', amountMinor: 25_000, outcome: 'issuerInoperative' }),
    entry(6, { event: 'reversal' }),
    entry(5, { ...NONE, event: 'expire', amountMinor: 30_000 }),
    entry(4, { event: 'hold', amountMinor: 30_000 }),
    entry(3, { event: 'inquiry', type: 'balanceInquiry', amountMinor: 0, outcome: 'incorrectPin' }),
    entry(2, { amountMinor: 500_000, outcome: 'exceedsAmountLimit', terminalId: 'ATM00001' }),
    entry(1, { type: 'purchaseWithCashback', outcome: 'notPermittedToTerminal' }),
    entry(0, { ...NONE, event: 'issue', amountMinor: 2_000_000, ledgerMinor: 2_000_000 }),
  ];
  const text = historyText({ entries, cursor: '', completeFromMs: 0 }, 0);
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(`\n${text}\n`).toBe(`
when (UTC)           what                               NOK   balance  terminal
2026-11-30 08:26:31  change of status, unblockPin      0.00  19750.00
2026-11-30 08:25:30  load                             -5.00  19750.00
2026-11-30 08:24:29  taken back                      250.00  19750.00  POS00001
2026-11-30 08:23:28  reversal                        250.00  19750.00  POS00001
2026-11-30 08:22:27  hold expired                    300.00  19750.00
2026-11-30 08:21:26  hold                            300.00  19750.00  POS00001
2026-11-30 08:20:25  inquiry: incorrectPin             0.00  19750.00  POS00001
2026-11-30 08:19:24  purchase: exceedsAmountLimit   5000.00  19750.00  ATM00001
2026-11-30 08:18:23  notPermittedToTerminal          250.00  19750.00  POS00001
2026-11-30 08:17:22  issued                        20000.00  20000.00
Complete from the issue of the card on.
`);
});

test.each([
  [{ cursor: '', completeFromMs: AT }, 0, 'Complete from 2026-11-30 08:17:22 on; older entries are no longer kept.'],
  [{ cursor: '', completeFromMs: AT }, AT + 60_000, 'Complete from 2026-11-30 08:18:22 on.'],
  [{ cursor: 'x', completeFromMs: 0 }, 0, 'Complete as far as it is shown; older entries follow.'],
  [{ cursor: '', completeFromMs: null }, 0, 'The store cannot say from when on this is complete.'],
])('%j since %i: what is complete', (answer, sinceMs, sentence) => {
  expect(historyText({ entries: [], ...answer }, sinceMs)).toBe(`There are no such entries.\n${sentence}`);
});

test('reads pages until there are as many as asked for, also over empty ones', async () => {
  const asked: unknown[] = [];
  const pages = [[3, 2], [], [1]].map((ids, n) => ({
    entries: ids.map((id) => entry(id)),
    cursor: n < 2 ? `c${n}` : '',
    completeFromMs: 0,
  }));
  const history: CardApi['history'] = async (_card, request) => {
    asked.push(request);
    return pages[asked.length - 1];
  };
  const found = await readHistory({ history } as CardApi, 'x', { limit: 10, sinceMs: 7 });
  expect(found).toEqual({ entries: [3, 2, 1].map((id) => entry(id)), cursor: '', completeFromMs: 0 });
  expect(asked).toEqual([
    { cursor: '', limit: 10, sinceMs: 7 },
    { cursor: 'c0', limit: 8, sinceMs: 7 },
    { cursor: 'c1', limit: 8, sinceMs: 7 },
  ]);
});

test.each([
  ['no entries', { limit: '0' }, '--limit must be a whole number'],
  ['a limit that is no number', { limit: 'all' }, '--limit must be a whole number'],
  ['an instant that is none', { limit: '5', since: 'yesterday' }, '--since must be a date'],
])('%s is wrong usage', (_name, flags, words) => {
  expect(() => wantedOf(flags)).toThrow(expect.objectContaining({ exitCode: EXIT_CODES.usage, message: expect.stringContaining(words) }));
});
