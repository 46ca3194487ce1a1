/** Amounts as a person types them; limits/explain/format.ts shows them. */

/** Kroner as a person types them: `249,50`, `1 250`, `80.5`. NaN when it is no amount. */
export function minorOfText(text: string): number {
  const found = /^(\d{1,8})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0]/g, ''));
  if (found === null) return Number.NaN;
  const [, kroner = '', oere = ''] = found;
  return Number(kroner) * 100 + Number(oere.padEnd(2, '0'));
}
