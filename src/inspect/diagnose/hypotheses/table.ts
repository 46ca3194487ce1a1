/** All hypotheses about broken messages, cheapest first. */
import { thirdBitmaps } from './bitmaps.ts';
import { digitsAreText, hexTwice, otherBits, otherLengths, throughUtf8 } from './bytes.ts';
import { otherDialects, otherElementForms, otherEncodings, twoEncodings } from './dialects.ts';
import { otherFronts } from './fronts.ts';
import type { Cause, SuggestHypotheses } from './hypothesis.ts';
import { missingMtiBytes, otherPrefixes, otherTpdu, trailing } from './prefix.ts';
import { otherWidths } from './widths.ts';

export const HYPOTHESES: Readonly<Record<Cause, SuggestHypotheses>> = {
  front: (message) => [...otherPrefixes(message), ...otherFronts(message)],
  tpdu: otherTpdu,
  dialect: otherDialects,
  trailing,
  encoding: otherEncodings,
  throughUtf8,
  hexTwice,
  digitsAreText,
  missingFront: missingMtiBytes,
  elementForm: otherElementForms,
  elementWidth: otherWidths,
  lengthValue: otherLengths,
  bitmapBit: otherBits,
  thirdBitmap: thirdBitmaps,
  twoEncodings,
};
