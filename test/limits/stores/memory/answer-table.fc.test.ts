/** Random lives of the table of stored answers, against maps that keep everything. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { VOCABULARIES } from '../../../../src/limits/state/binary/vocabularies.ts';
import { REVERSED_FIRST } from '../../../../src/limits/state/change.ts';
import type { StoredAnswer } from '../../../../src/limits/state/stored-answer.ts';
import { KINDS } from '../../../../src/limits/stores/memory/answer-record.ts';
import { AnswerTable } from '../../../../src/limits/stores/memory/answer-table.ts';
import { expectSame } from '../../../support/expect-same.ts';
import { runs } from '../../../support/property-settings.ts';

const T0 = 1_780_000_000_000;

function answerOf(key: string, size: number, decidedAtMs: number, keptMs: number): StoredAnswer {
  return {
    fingerprint: `purchase.${size}.0.578`,
    attemptIds: [`a${size}`],
    state: size % 3 === 0 ? 'held' : 'standing',
    event: 'spend',
    outcome: size % 5 === 0 ? 'insufficientFunds' : 'approved',
    approvalCode: size % 5 === 0 ? '' : 'ABC123',
    approvedAmountMinor: size * 1_000_003,
    ledgerMinor: 10_000_000_000 - size,
    availableMinor: 500 - size,
    decidedAtMs,
    flag: '',
    keptUntilMs: decidedAtMs + keptMs,
    standingMinor: size,
    // Of very different lengths, so that records move between sizes of slots.
    spendIds: Array.from({ length: (size * size) % 400 }, (_, at) => at * 300 + 1),
    holdKey: size % 7 === 0 ? key : '',
    pinChanged: size % 11 === 0 ? 'før/etter €' : '',
    localTime: size % 2 === 0 ? 1129223000 : 0,
    fromRepeat: size % 4 === 0,
  };
}

/** The clock goes forward only, and ages what is kept; or times go back, too, and nothing is aged. */
const CLOCKS = [
  { name: 'forward', backMs: 0, ages: true },
  { name: 'to and fro', backMs: 1_500, ages: false },
] as const;

const step = fc.record({
  kind: fc.constantFrom('keep', 'keep', 'keep', 'rewrite', 'replace', 'reversedFirst', 'name', 'look'),
  card: fc.integer({ min: 0, max: 3 }),
  key: fc.integer({ min: 0, max: 40 }),
  name: fc.integer({ min: 0, max: 30 }),
  size: fc.integer({ min: 0, max: 60 }),
  aheadMs: fc.integer({ min: 0, max: 30 }),
  keptMs: fc.integer({ min: 1, max: 2_000 }),
  back: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** As in a snapshot: copies, behind a byte that is none of theirs. */
function slotsOf(table: AnswerTable): readonly Buffer[] {
  return Array.from({ length: table.slabs }, (_, slab) => table.slotsOf(slab)).flatMap(({ slotBytes, bytes }) =>
    Array.from({ length: bytes.length / slotBytes }, (_, at) =>
      Buffer.concat([Buffer.of(255), bytes.subarray(at * slotBytes, (at + 1) * slotBytes)]),
    ),
  );
}

interface Name {
  readonly key: string;
  readonly untilMs: number;
}

it.each(CLOCKS)('finds what maps find, whatever is kept, rewritten, moved and forgotten: time goes $name', ({ backMs, ages }) => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 300, size: 'max' }), (steps) => {
      let latestMs = T0;
      let nowMs = T0;
      const clockMs = (): number => (ages ? nowMs : 0);
      const table = new AnswerTable({ clockOf: clockMs, latestMs: clockMs });
      const answers = new Map<string, StoredAnswer>();
      const names = new Map<string, Name>();
      const liveAnswer = (id: string) => {
        const answer = answers.get(id);
        return answer !== undefined && nowMs < answer.keptUntilMs ? answer : undefined;
      };
      const liveName = (id: string) => {
        const name = names.get(id);
        return name !== undefined && nowMs < name.untilMs ? name.key : undefined;
      };
      for (const { kind, card, key: number, name: nameNumber, size, aheadMs, keptMs, back } of steps) {
        latestMs += aheadMs;
        nowMs = latestMs - Math.floor(back * backMs);
        const key = `TERM${card}.${number}.${T0}.${number % 9 === 0 ? 'é→' : 'f'}`;
        const id = `${card} ${key}`;
        const name = nameNumber % 2 === 0 ? `r/${nameNumber}` : `s/TERM${card}.${number}.${nameNumber}`;
        const nameId = `${card} ${name}`;
        const live = liveAnswer(id);
        // A step looks before it writes.
        expectSame(table.get(card, key, nowMs), live);
        expectSame(table.pointed(card, name, nowMs), liveName(nameId));
        if (kind === 'keep' && live === undefined) {
          const answer = answerOf(key, size, nowMs, keptMs);
          const isNew = liveName(nameId) === undefined;
          table.point(card, name, key, { keptUntilMs: answer.keptUntilMs, isNew, nowMs });
          table.keep(card, key, answer, true);
          answers.set(id, answer);
          names.set(nameId, { key, untilMs: answer.keptUntilMs });
        } else if (kind === 'rewrite' && live !== undefined) {
          const answer = { ...answerOf(key, size, live.decidedAtMs, 0), keptUntilMs: live.keptUntilMs };
          expect(table.rewrite(card, key, answer, nowMs)).toBe(true);
          answers.set(id, answer);
        } else if (kind === 'replace' && live !== undefined) {
          const answer = { ...answerOf(key, size, nowMs, keptMs + 2_000) };
          table.keep(card, key, answer, false);
          answers.set(id, answer);
        } else if (kind === 'name' && live !== undefined) {
          const untilMs = nowMs + keptMs;
          table.point(card, name, key, { keptUntilMs: untilMs, isNew: false, nowMs });
          names.set(nameId, { key, untilMs });
        } else if (kind === 'reversedFirst') {
          const isNew = liveName(nameId) === undefined;
          table.point(card, name, REVERSED_FIRST, { keptUntilMs: nowMs + keptMs, isNew, nowMs });
          names.set(nameId, { key: REVERSED_FIRST, untilMs: nowMs + keptMs });
        }
        expectSame(table.get(card, key, nowMs), liveAnswer(id));
        expectSame(table.pointed(card, name, nowMs), liveName(nameId));
        // Each key is that of one record, and each name leads to one.
        if (table.names > names.size) expect(table.names).toBeLessThanOrEqual(names.size);
        if (!ages) expectSame(table.names, names.size);
      }
      for (const [id] of answers) {
        const [card = '', key = ''] = id.split(' ', 2);
        expectSame(table.get(Number(card), key, nowMs), liveAnswer(id));
      }
      for (const [id] of names) {
        const [card = '', name = ''] = id.split(' ', 2);
        expectSame(table.pointed(Number(card), name, nowMs), liveName(id));
      }
      // One of the ways in each run: in order, backwards and twice, as it lies and decoded.
      const slots = slotsOf(table);
      const order = [slots, slots.toReversed(), [...slots, ...slots]][steps.length % 3] ?? slots;
      const words = steps.length % 2 === 0 ? VOCABULARIES : { ...VOCABULARIES };
      const restored = new AnswerTable({ clockOf: clockMs, latestMs: clockMs });
      for (const slot of order) restored.restore({ bytes: slot, start: 1, end: slot.length }, words);
      // Of what was reversed before it came nobody can say that it is the same.
      const again = order.length === slots.length ? 0 : slots.filter((slot) => slot[1] === KINDS.reversedFirst).length;
      expect(restored.records).toBe(table.records + again);
      for (const id of answers.keys()) {
        const [card = '', key = ''] = id.split(' ', 2);
        expectSame(restored.get(Number(card), key, nowMs), liveAnswer(id));
      }
      // A name that led elsewhere, and then nowhere when that was aged, leads back.
      if (ages) return;
      expect(restored.names).toBe(names.size);
      for (const id of names.keys()) {
        const [card = '', name = ''] = id.split(' ', 2);
        expectSame(restored.pointed(Number(card), name, nowMs), liveName(id));
      }
    }),
    { numRuns: runs(120) },
  );
});
