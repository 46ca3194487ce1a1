/** Decimals whose sums are exact: 18 digits each, and as many payments as a file can hold. */
import { Decimal } from 'decimal.js';

const DIGITS = 80;

export const ExactDecimal: typeof Decimal = Decimal.clone({ precision: DIGITS, defaults: true });
