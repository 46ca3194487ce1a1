/** The growth benchmark as Markdown. */

import type { GrowthRun, Repeat } from './growth.ts';
import type { Growth, Part } from './growth-figures.ts';

const MEBIBYTE = 1_048_576;

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function rowsOf({ store, rows }: Growth): readonly string[] {
  return rows.map(({ messages, perSecond, perCpuSecond, approvedShare, residentBytes, bytesPerAuthorization }) => {
    const cells = [number(messages), number(perSecond), number(perCpuSecond), percent(approvedShare)];
    return `| S7 | ${store} | ${cells.join(' | ')} | ${number(residentBytes / MEBIBYTE)} | ${number(bytesPerAuthorization)} |`;
  });
}

function ratiosOf(growth: Growth): readonly string[] {
  const { store, first, last, toFirst, toFirstRow, rows, heldBytesPerAuthorization } = growth;
  const against = [
    [first.messages, toFirst],
    [rows[0]?.messages ?? 0, toFirstRow],
  ] as const;
  return [
    ...against.map(
      ([messages, { byTime, byCpu }]) =>
        `| S7 | ${store}: last ${number(last.messages)} ÷ first ${number(messages)} | **${byTime.toFixed(2)}** | **${byCpu.toFixed(2)}** |`,
    ),
    `| S8 | ${store}: bytes for each authorization kept, after garbage collection | **${number(heldBytesPerAuthorization)}** | |`,
  ];
}

function repeatOf({ store, repeat: { again, ledgerMinorBefore, ledgerMinorAfter } }: Growth & { readonly repeat: Repeat }): string {
  const nok = (minor: number): string => (minor / 100).toFixed(2);
  return (
    `On ${store}, the very first message sent again got its stored answer: ${again.outcome}, approval code ${again.approvalCode}; ` +
    `the balance was ${nok(ledgerMinorBefore)} NOK before and ${nok(ledgerMinorAfter)} NOK after.`
  );
}

export function growthTable({ stores, ceiling: { before, after } }: GrowthRun): string {
  const byTime = (part: Part): number => part.messages / part.seconds;
  const byCpu = (part: Part): number => part.messages / part.cpuSeconds;
  const drift = [byTime, byCpu].map((rate) => (rate(after) / rate(before)).toFixed(2));
  return [
    '| id | store | authorizations so far | per second | per CPU second of the server | approved | resident MiB | bytes each |',
    '|---|---|---:|---:|---:|---:|---:|---:|',
    ...stores.flatMap(rowsOf),
    '',
    '| id | ratio | by time | by CPU second |',
    '|---|---|---:|---:|',
    ...stores.flatMap(ratiosOf),
    `| ceiling | constant answer, after ÷ before (${number(byTime(after))} ÷ ${number(byTime(before))}/s) | ${drift.join(' | ')} |`,
    '',
    ...stores.map((store) => `- ${repeatOf(store)}`),
  ].join('\n');
}
