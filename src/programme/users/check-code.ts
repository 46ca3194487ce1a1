/**
 * Later approvals need a code of the calculator (passordkalkulator). A code is used once. A wrong
 * one does nothing but count, and that even though the transaction that asked is rolled back.
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { type Refusal, refusalsOf } from '../core/refusal.ts';
import { type Calculator, calculatorOf, WRONG_CODES_MAX } from './calculators.ts';
import { counterOf } from './hotp.ts';

const refuse = refusalsOf({
  noCalculator: {
    kind: 'notAllowed',
    en: '{userId} has no code calculator; the bank posts one.',
    nb: '{userId} har ingen passordkalkulator; banken sender en.',
  },
  calculatorLocked: {
    kind: 'notAllowed',
    en: 'The code calculator {serial} is locked after {max} wrong codes in a row; ask the bank to post a new one.',
    nb: 'Passordkalkulatoren {serial} er sperret etter {max} feil koder på rad; be banken sende en ny.',
  },
  codeWrong: {
    kind: 'invalid',
    en: 'The code is wrong or was used before; nothing is done. Type the six digits of the next code of calculator {serial}.',
    nb: 'Koden er feil eller brukt før; ingenting er gjort. Skriv de seks sifrene i neste kode fra passordkalkulator {serial}.',
  },
} as const);

interface Checked {
  readonly calculator: Calculator;
  /** Of the code; undefined: it is wrong. */
  readonly counter: number | undefined;
}

function wrongCode({ serial }: Calculator): Refusal {
  return refuse('codeWrong', { serial });
}

async function checked(sql: Sql, office: Pick<Office, 'vault'>, actor: Actor, code: string): Promise<Checked> {
  const { userId } = actor;
  const calculator = await calculatorOf(sql, office.vault, userId);
  if (calculator === undefined) throw refuse('noCalculator', { userId });
  const { serial, secret, lastCounter, wrongCodes } = calculator;
  if (wrongCodes >= WRONG_CODES_MAX) throw refuse('calculatorLocked', { serial, max: String(WRONG_CODES_MAX) });
  return { calculator, counter: counterOf(secret, lastCounter, code) };
}

/** Uses the code up. Rejects with a Refusal when it is wrong. Call it by `transactionWithCode`. */
export async function checkCode(sql: Sql, office: Office, actor: Actor, code: string): Promise<void> {
  const { calculator, counter } = await checked(sql, office, actor, code);
  if (counter === undefined) throw wrongCode(calculator);
  await sql.query('UPDATE calculator SET last_counter = $2, wrong_codes = 0 WHERE serial = $1', [calculator.serial, counter]);
}

/** Counts a wrong code, and keeps the count. */
async function countIfWrong(office: Office, actor: Actor, code: string): Promise<void> {
  const refusal = await office.database.transaction(async (sql) => {
    const { calculator, counter } = await checked(sql, office, actor, code);
    if (counter !== undefined) return undefined;
    const { serial, wrongCodes } = calculator;
    await sql.query('UPDATE calculator SET wrong_codes = $2 WHERE serial = $1', [serial, wrongCodes + 1]);
    const isLocked = wrongCodes + 1 === WRONG_CODES_MAX;
    await audit(sql, {
      atMs: office.nowMs(),
      userId: actor.userId,
      action: isLocked ? 'calculatorLocked' : 'wrongCode',
      subject: `calculator:${serial}`,
    });
    return wrongCode(calculator);
  });
  if (refusal !== undefined) throw refusal;
}

/**
 * Runs `work` in a transaction that uses the code up: both happen, or neither. A wrong code is
 * counted first, in a transaction of its own, so that many attempts beside each other do not get
 * more guesses.
 */
export async function transactionWithCode<T>(office: Office, actor: Actor, code: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  await countIfWrong(office, actor, code);
  return await office.database.transaction(async (sql) => {
    await checkCode(sql, office, actor, code);
    return await work(sql);
  });
}
