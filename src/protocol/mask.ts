import { hiddenPan, withStars } from '../cards/card-data/range.ts';

/**
 * Masks a PAN: shows at most the first six and last four digits (PCI DSS 3.4.1). A text shorter
 * than 13 characters is masked whole.
 */
export function maskPan(pan: string): string {
  return withStars(pan, [hiddenPan(0, pan.length)]);
}
