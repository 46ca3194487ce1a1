/**
 * Masks a PAN: shows at most the first six and last four digits (PCI DSS 3.4.1). A text shorter
 * than 13 characters is masked whole.
 */
export function maskPan(pan: string): string {
  if (pan.length < 13) return '*'.repeat(pan.length);
  return `${pan.slice(0, 6)}${'*'.repeat(pan.length - 10)}${pan.slice(-4)}`;
}
