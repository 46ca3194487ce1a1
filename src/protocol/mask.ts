/** First six and last four digits at most (PCI DSS 3.4.1); anything shorter than 13 digits is masked whole. */
export function maskPan(pan: string): string {
  if (pan.length < 13) return '*'.repeat(pan.length);
  return `${pan.slice(0, 6)}${'*'.repeat(pan.length - 10)}${pan.slice(-4)}`;
}
