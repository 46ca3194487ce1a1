/** `aksept programme demo`: a month of a municipality in sentences, whose books balance. */
import { expect, test } from 'vitest';
import { registerProgrammeDemo } from '../../../../src/commands/programme/demo/demo.ts';
import { EVENTS, eventText } from '../../../../src/commands/programme/demo/words.ts';
import { MONTH_EVENTS, type MonthEvent } from '../../../../src/programme/demo/month-event.ts';
import { runCommand } from '../../../support/run-command.ts';

const demo = (...words: readonly string[]) => runCommand([registerProgrammeDemo], ['demo', ...words]);

test('a month is told day by day, up to the books and where to go next', async () => {
  const { code, out, err } = await demo('--cards', '20', '--authorizations', '60', '--lang', 'en');
  expect(code).toBe(0);
  expect(err).toMatch(/^The back office starts, in memory; this takes some seconds\.\n/);
  const lines = out.split('\n');
  expect(lines.slice(0, 6)).toEqual([
    '2026-03-02  Bykommunen has an agreement with the bank. Its social service loads cards from an account with 1,000,000.00 NOK.',
    '2026-03-02  Bjørn, the bestiller, orders 20 Kronekort (Kortbestilling Registrert).',
    '2026-03-06  The cards are there, each with an account of its own: L0001 to L0020.',
    '2026-03-06  Bjørn confirms the receipt (Bekreft mottatt kort). The bank produces 20 PINs and posts them (Pin bestilt).',
    '2026-03-09  Bjørn hands out 19 cards: each account gets the KlientID of its holder. 1 card stays in the safe.',
    '2026-03-10  Siri uploads a file of 19 payments of 1,500.00 NOK and approves it. Åse approves it at 14:30: the cards get 28,500.00 NOK the same day.',
  ]);
  expect(out).toMatch(
    /^2026-03-1\d {2}Shops and cash machines send \d authorizations? over ISO 8583: \d approved, \d declined(?: \(\d\d ×\d[^)]*\))?, [\d,.]+ NOK spent\.$/m,
  );
  expect(out).toMatch(/^2026-03-17 {2}1 card is lost: marked Tapt and declined with code 41 from now on\. /m);
  expect(out).toMatch(/^2026-03-24 {2}A second file, .* at 14:31, after the cut-off: the cards get 8,559\.50 NOK on 2026-03-25\.$/m);
  expect(out).toMatch(
    /^2028-04-01 {2}Two years later all 20 cards have expired\. The rest of [\d,.]+ NOK is back on the social-assistance account\.$/m,
  );
  expect(out).toMatch(/^2028-05-02 {2}A month after that, all 20 accounts are closed\.$/m);
  expect(out).toMatch(/^ +paid in +6,000,000\.00 NOK$/m);
  expect(out).toMatch(/^ +on cards +0\.00 NOK$/m);
  expect(out).toMatch(/^They balance to the øre, and did after each of the \d+ lines above\.$/m);
  expect(lines.at(-2)).toContain('docs/back-office.md');
  // A place without a value leaves two spaces, or a space before a comma.
  expect(lines.filter((line) => /^2\S+ {2}.*(?: {2}| [,.:])/.test(line))).toEqual([]);
});

/** Of a table of texts in two languages. */
const placesOf = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)/g)].map(([, place = '']) => place).sort();

test.each(MONTH_EVENTS)('the sentence of %s has the same places in both languages', (kind) => {
  expect(new Set(placesOf(EVENTS[kind].nb))).toEqual(new Set(placesOf(EVENTS[kind].en)));
});

test.each<readonly [Partial<MonthEvent>, string]>([
  [{ kind: 'ordered', counts: { cards: 20 } }, '02.03.2026  Bestilleren Bjørn bestiller 20 Kronekort (Kortbestilling Registrert).'],
  [
    { kind: 'loaded', counts: { payments: 19 }, amountsMinor: { each: 150_000, amount: 2_850_000 }, texts: { time: '14:30' } },
    '02.03.2026  Siri laster opp en fil med 19 betalinger på 1 500,00 kr og godkjenner den. Åse godkjenner kl. 14:30: kortene får 28 500,00 kr samme dag.',
  ],
  [
    { kind: 'expired', counts: { cards: 20 }, amountsMinor: { amount: 120_050 } },
    '02.03.2026  To år senere er alle 20 kortene utløpt. Resten på 1 200,50 kr er tilbake på sosialhjelpskontoen.',
  ],
])('in Norwegian it uses the words of the handbook: %j', (event, sentence) => {
  const whole: MonthEvent = { kind: 'ordered', date: '2026-03-02', counts: {}, amountsMinor: {}, texts: {}, ...event };
  expect(eventText('nb', whole).replaceAll('\u00a0', ' ')).toBe(sentence);
});

test.each([
  [['--cards', '30'], '--cards must be a size in which cards are ordered: 20, 50, 100, 200, 300, 400, 500.'],
  [['--authorizations', '0'], '--authorizations is "0"; it must be a whole number from 1 to 1000000.'],
])('%j is one sentence', async (words, sentence) => {
  expect(await demo(...words)).toEqual({ code: 2, out: '', err: sentence });
});
