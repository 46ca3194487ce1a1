/** Serials (løpenummer) of a subscription's accounts, L0001 and up: on the back of the card and on the PIN envelope. */

const SERIAL_DIGITS = 4;
const FORM = /^L?(\d{1,9})$/i;

export function serialText(serial: number): string {
  return `L${String(serial).padStart(SERIAL_DIGITS, '0')}`;
}

/** Reads `L0001`, `l1` and `1`. Undefined for anything else. */
export function readSerial(text: string): number | undefined {
  const digits = FORM.exec(text)?.[1];
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits);
}
