/** Why a message may be unreadable: the hypotheses, in the order of what they cost to try. Whether one holds is decided by really reading. */
import { hexTwice, otherBits, otherLengths, throughUtf8 } from './bytes.ts';
import { otherDialects, otherElementForms, otherEncodings, twoEncodings } from './dialects.ts';
import type { Cause, Hypothesis } from './hypothesis.ts';
import { missingFront, otherFronts, otherTpdu, trailing } from './prefix.ts';

export const HYPOTHESES: Readonly<Record<Cause, Hypothesis>> = {
  front: otherFronts,
  tpdu: otherTpdu,
  dialect: otherDialects,
  trailing,
  encoding: otherEncodings,
  throughUtf8,
  hexTwice,
  missingFront,
  elementForm: otherElementForms,
  lengthValue: otherLengths,
  bitmapBit: otherBits,
  twoEncodings,
};
