/** Converts between øre and the amounts in kroner on the command line. */
import { Decimal } from 'decimal.js';
import { BALANCE_MINOR_MAX } from '../../cards/status.ts';
import { CommandError, EXIT_CODES } from '../output.ts';

const MINOR_PER_NOK = 100;

/** `250.50` or `250,50` kroner to 25050 øre, exactly. */
export function minorOfNok(text: string, what: string): number {
  const plain = text.trim().replace(',', '.');
  if (/^-?\d{1,15}(\.\d{1,2})?$/.test(plain)) {
    const minor = new Decimal(plain).times(MINOR_PER_NOK).toNumber();
    if (Math.abs(minor) <= BALANCE_MINOR_MAX) return minor;
  }
  throw new CommandError(`${what} must be an amount in kroner such as 250 or 250.50.`, EXIT_CODES.usage);
}

/** 25050 øre to `250.50`. */
export function nokOfMinor(amountMinor: number): string {
  return new Decimal(amountMinor).dividedBy(MINOR_PER_NOK).toFixed(2);
}
