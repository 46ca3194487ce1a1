import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WRONG_CODES_MAX } from '../../../src/programme/users/calculators.ts';
import { transactionWithCode } from '../../../src/programme/users/check-code.ts';
import { nextCode } from '../../../src/programme/users/next-code.ts';
import { type Municipality, registerMunicipality } from '../../support/municipality.ts';
import { openTestOffice, type TestOffice } from '../../support/office.ts';
import { refusalOf } from '../../support/refused.ts';

let opened: TestOffice;
let people: Municipality;
beforeAll(async () => {
  opened = await openTestOffice();
  people = await registerMunicipality(opened.office);
});
afterAll(() => opened.close());

const wrongFor = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('a code works once', async () => {
  const { office } = opened;
  const [clerk] = people.clerks;
  const { code } = await nextCode(office, clerk.userId);
  expect(await transactionWithCode(office, clerk, code, async () => 'approved')).toBe('approved');
  expect((await refusalOf(transactionWithCode(office, clerk, code, async () => 'approved'))).code).toBe('codeWrong');
  expect((await nextCode(office, clerk.userId)).code).not.toBe(code);
});

test('a code of what was refused is not used up', async () => {
  const { office } = opened;
  const [clerk] = people.clerks;
  const { code } = await nextCode(office, clerk.userId);
  await expect(
    transactionWithCode(office, clerk, code, async () => {
      throw new Error('refused');
    }),
  ).rejects.toThrow('refused');
  expect(await transactionWithCode(office, clerk, code, async () => 'approved')).toBe('approved');
});

describe('wrong codes', () => {
  test('approve nothing', async () => {
    const { office } = opened;
    const [clerk] = people.clerks;
    const { code, serial } = await nextCode(office, clerk.userId);
    const refusal = await refusalOf(transactionWithCode(office, clerk, wrongFor(code), () => expect.unreachable()));
    expect(refusal.sentence('en')).toBe(
      `The code is wrong or was used before; nothing is done. Type the six digits of the next code of calculator ${serial}.`,
    );
    expect(refusal.sentence('nb')).toContain('Koden er feil eller brukt før; ingenting er gjort.');
    expect(await transactionWithCode(office, clerk, code, async () => 'approved')).toBe('approved');
  });

  test('lock the calculator when they come in a row, beside each other too', async () => {
    const { office } = opened;
    const [, clerk] = people.clerks;
    const { code } = await nextCode(office, clerk.userId);
    const attempts = Array.from({ length: WRONG_CODES_MAX + 3 }, () =>
      refusalOf(transactionWithCode(office, clerk, wrongFor(code), () => expect.unreachable())),
    );
    const codes = (await Promise.all(attempts)).map((refusal) => refusal.code).sort();
    expect(codes).toEqual([...Array(3).fill('calculatorLocked'), ...Array(WRONG_CODES_MAX).fill('codeWrong')]);
    const refusal = await refusalOf(transactionWithCode(office, clerk, code, () => expect.unreachable()));
    expect(refusal.code).toBe('calculatorLocked');
    expect(refusal.sentence('nb')).toContain('er sperret etter 5 feil koder på rad; be banken sende en ny.');
  });
});

test('who has no calculator has no code', async () => {
  expect((await refusalOf(transactionWithCode(opened.office, people.bank, '123456', () => expect.unreachable()))).code).toBe(
    'noCalculator',
  );
});
