/** An amount as people of the office read it: `2100,00`. */
export function kroner(amountMinor: number): string {
  const digits = String(Math.abs(amountMinor)).padStart(3, '0');
  return `${amountMinor < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
