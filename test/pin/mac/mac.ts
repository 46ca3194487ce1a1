/** What the tests of MACs share. */
import { MAC_PADDINGS, type MacPadding } from '../../../src/pin/mac/padding.ts';

/** The padding that a vector names. */
export function macPaddingOf(text: string): MacPadding {
  const padding = MAC_PADDINGS.find((one) => String(one) === text);
  if (padding === undefined) throw new Error(`There is no MAC padding ${text}.`);
  return padding;
}
