/**
 * The reports and the panel in Norwegian: all of it, and nothing left in English but names and
 * errors.
 */
import { describe, expect, test } from 'vitest';
import { DEMO_WORDS } from '../../../src/commands/demo/words.ts';
import type { Language, Words } from '../../../src/protocol/language.ts';
import { OUTCOMES } from '../../../src/protocol/outcome.ts';
import { percentileAxis, timeAxis } from '../../../src/terminal-sim/report/html/chart-axis.ts';
import { reportHtml } from '../../../src/terminal-sim/report/html/page.ts';
import {
  formatCount,
  formatMeasured,
  formatMs,
  formatNok,
  formatSeconds,
  formatShare,
} from '../../../src/terminal-sim/report/number-text.ts';
import { Panel } from '../../../src/terminal-sim/report/panel.ts';
import { reportText } from '../../../src/terminal-sim/report/text.ts';
import { HEADINGS } from '../../../src/terminal-sim/report/words/headings.ts';
import * as NAMES from '../../../src/terminal-sim/report/words/names.ts';
import { PHRASES } from '../../../src/terminal-sim/report/words/phrases.ts';
import { reconciliationText } from '../../../src/terminal-sim/report/words/shared.ts';
import type { LoadPhase } from '../../../src/terminal-sim/run/engine/load-mode.ts';
import { smallReport, smallStatistics } from '../support/report-fixture.ts';
import { NORWEGIAN } from '../support/report-norwegian.ts';

/** Every row of a table, whatever it is nested in. */
function rowsOf(table: object): readonly Words[] {
  return Object.values(table).flatMap((value: Words | object) => ('en' in value && 'nb' in value ? [value] : rowsOf(value)));
}

const ROWS = [...rowsOf({ ...NAMES }), ...rowsOf(HEADINGS), ...rowsOf(PHRASES), ...rowsOf(DEMO_WORDS)];

function places(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place ?? '').sort();
}

test('both languages have the same rows and places', () => {
  expect(ROWS.length).toBeGreaterThan(200);
  expect(ROWS.filter(({ en, nb }) => en === '' || nb === '' || places(en).join() !== places(nb).join())).toEqual([]);
});

describe('numbers', () => {
  test.each([
    [formatCount('nb', 1_234_567), '1 234 567'],
    [formatCount('nb', 999), '999'],
    [formatMs('nb', 0.2134), '0,213'],
    [formatMs('nb', 1_204.4), '1 204'],
    [formatNok('nb', 123_456_789), '1 234 567,89 kr'],
    [formatNok('nb', -5), '-0,05 kr'],
    [formatShare('nb', 1, 8), '12,5 %'],
    [formatSeconds('nb', 1_500), '1,5 s'],
    [formatSeconds('nb', 10_000), '10 s'],
    [formatMeasured('nb', 1_234.5, '/s'), '1 235/s'],
    [formatMeasured('nb', 1.5, 'ms'), '1,50 ms'],
    [formatMeasured('nb', 91.5254, '%'), '91,525 %'],
  ])('%s is %s, with blanks at which no line ends', (text, expected) => {
    expect(text).toBe(expected.replaceAll(' ', '\u00a0'));
  });

  test('of axes', () => {
    const labels = [...timeAxis('nb', 14_400).ticks, ...percentileAxis('nb', 1_000).ticks].map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['1\u00a0t', '30\u00a0min', '99,9\u00a0%']));
  });
});

/** What a person reads of a page, each piece on a line of its own. */
function textOf(html: string): string {
  const body = html.replace(/^.*<body>/s, '').replace(/<wbr>/g, '');
  return body
    .replace(/<[^>]+>/g, '\n')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

/**
 * Without what is called the same in both languages: outcomes, and thresholds as they were given.
 */
function withoutNames(text: string): string {
  const names = [
    ...OUTCOMES.map(({ name }) => name),
    ...NORWEGIAN.flatMap((report) => report.thresholds.map(({ threshold }) => threshold)),
  ];
  return names.sort((one, other) => other.length - one.length).reduce((rest, name) => rest.replaceAll(name, '_'), text);
}

/** A row with anything in its places, as words of their own. */
function wordsOf(row: string): RegExp {
  const parts = row
    .trim()
    .split(/(\{[^}]+\})/)
    .map((part) => {
      const choice = /^\{\w+:(.*)\}$/.exec(part)?.[1];
      if (choice !== undefined) return `(?:${choice})`;
      return part.startsWith('{') ? '[^\\n]*?' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    });
  return new RegExp(`(?<![\\p{L}-])${parts.join('')}(?![\\p{L}])`, 'u');
}

const ENGLISH = ROWS.filter(({ en, nb }) => en !== nb).map(({ en }) => wordsOf(en));

function englishIn(text: string): readonly string[] {
  return ENGLISH.flatMap((words) => words.exec(withoutNames(text))?.[0] ?? []);
}

/** In every phase of a run. */
function panelText(language: Language, tty: boolean): string {
  const written: string[] = [];
  const shape = { tty, color: false, columns: 80, rows: 24, totalMs: 2_000 };
  const panel = new Panel({ language, write: (text) => written.push(text), ...shape });
  for (const phase of Object.keys(NAMES.PHASE_WORDS) as readonly LoadPhase[]) {
    panel.draw({ phase, elapsedMs: 1_000, inFlight: 3, sentTotal: 1_500, statistics: smallStatistics() });
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removes the colour codes
  return written.join('').replace(/\x1b\[\d*[A-Z]/g, '');
}

describe('no English is left', () => {
  const [one, ...others] = NORWEGIAN;

  test('of whatever there is to say', () => {
    const reports = NORWEGIAN.flatMap((report) => {
      return [undefined, one, report].map((other) => reportText(report, false, other, 'nb') + textOf(reportHtml(report, other, 'nb')));
    });
    const step = [...reports, panelText('nb', true)].join('\n');
    const rows = [...rowsOf({ ...NAMES }), ...rowsOf(HEADINGS), ...rowsOf(PHRASES)];
    expect(rows.filter(({ nb }) => !wordsOf(nb).test(step))).toEqual([]);
  });

  test('and English would be seen', () => {
    expect(englishIn(textOf(reportHtml(smallReport()))).length).toBeGreaterThan(50);
    expect(englishIn(reportText(smallReport(), false)).length).toBeGreaterThan(15);
    expect(englishIn(panelText('en', true)).length).toBeGreaterThan(5);
  });

  test.each(NORWEGIAN.map((report, index) => [index, report] as const))('in report %d, alone and compared', (_index, report) => {
    for (const other of [undefined, one === report ? others[0] : one]) {
      expect(englishIn(reportText(report, false, other, 'nb'))).toEqual([]);
      expect(englishIn(textOf(reportHtml(report, other, 'nb')))).toEqual([]);
    }
  });
});

test('no English is left on the panel', () => {
  expect(englishIn(panelText('nb', true))).toEqual([]);
  expect(englishIn(panelText('nb', false))).toEqual([]);
});

describe('in Norwegian', () => {
  const [stalled = smallReport(), wrong = stalled] = NORWEGIAN;

  test('the page says so, and how it was driven', () => {
    const html = reportHtml(stalled, undefined, 'nb');
    expect(html).toContain('<html lang="nb">');
    expect(html).toContain('<title>Rapport fra aksept load, 15.01.2027 kl. 08.00.00 UTC</title>');
    expect(textOf(html)).toContain('tenkt takt 50/s, Poisson-fordelte ankomster; 4 tilkoblinger til 127.0.0.1:7583, protobuf; frø 1');
  });

  test('outcomes have their meaning', () => {
    expect(reportHtml(stalled, undefined, 'nb')).toContain('<small>Det er ikke dekning for beløpet.</small>');
  });

  test('what a link said is marked as English for those who hear the page', () => {
    const [gone = ''] = NORWEGIAN.filter(({ errors }) => errors.firstSentence !== '').map((report) => reportHtml(report, undefined, 'nb'));
    expect(gone).toContain('<p class="soft"><span lang="en">ECONNREFUSED</span></p>');
    expect(gone).toContain('<p>Den første: <span lang="en">ECONNREFUSED</span></p>');
    expect(reportHtml(NORWEGIAN[3] ?? stalled)).not.toContain('<span lang');
  });

  test('the reconciliation says who differs', () => {
    expect(reconciliationText('nb', wrong.reconciliation).replaceAll('\u00a0', ' ')).toBe(
      'med avvik: terminalene kommer til 1 234,56 kr (og 50,00 reservert) og verten til 1 234,56 kr; 1 234 av 1 000 kort avviker. Det første: kort 957899******0007, terminalene 1 234 567,89, verten 12 345,67 kr; reservert: terminalene 50,00, verten 0,00 kr. På 2 kort stemmer ikke saldoen med det som er satt inn, belastet og tilbakeført. På 1 234 kort er utfallet uavklart: en melding som måtte besvares, fikk aldri svar.',
    );
  });

  test('a reason that no table has stays as it is', () => {
    expect(reconciliationText('nb', { kind: 'not reconciled', reason: 'no.' })).toBe('ikke utført: no.');
  });

  test.each(NORWEGIAN.map((report, index) => [index, report] as const))(
    'the text of report %d keeps to 80 columns in its tables',
    (_index, report) => {
      const lines = reportText(report, false, stalled, 'nb').split('\n');
      const cells = lines.filter((line) => /^ {2}\S.* {2,}\S/.test(line));
      expect(cells.length).toBeGreaterThan(5);
      expect(cells.filter((line) => line.length > 80)).toEqual([]);
    },
  );

  test('columns stand below their headings', () => {
    const lines = reportText(wrong, false, stalled, 'nb').split('\n');
    const ends = (start: string): number => lines.find((line) => line.startsWith(start))?.length ?? 0;
    expect(ends('Utfall')).toBe(ends('  approved'));
    expect(ends('Svartid')).toBe(ends('  ukorrigert'));
    expect(ends('Per terminal')).toBe(ends('  nettbutikk'));
    expect(ends('Sammenlignet')).toBe(ends('  p99, ms'));
  });

  test('the panel is one plain line', () => {
    const [line = ''] = panelText('nb', false).split('\n');
    expect(line.replaceAll('\u00a0', ' ')).toBe('1,0 s  oppvarming  1 500/s  godkjent 90,0 %  p50 50,0 ms  p99 –');
  });
});
