/**
 * What the calculator of a user shows when it is pressed. Only the simulation has calculators that
 * can be looked at: routes offer it on loopback only.
 */
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { calculatorOf } from './calculators.ts';
import { codeOf } from './hotp.ts';

const refuse = refusalsOf({
  noCalculatorToShow: {
    kind: 'notFound',
    en: '{userId} has no code calculator.',
    nb: '{userId} har ingen passordkalkulator.',
  },
} as const);

/** The same code until it is used. */
export async function nextCode(office: Office, userId: string): Promise<{ readonly serial: string; readonly code: string }> {
  return await office.database.transaction(async (sql) => {
    const calculator = await calculatorOf(sql, office.vault, userId);
    if (calculator === undefined) throw refuse('noCalculatorToShow', { userId: userId.slice(0, 12) });
    return { serial: calculator.serial, code: codeOf(calculator.secret, calculator.lastCounter + 1) };
  });
}
