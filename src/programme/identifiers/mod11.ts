/** MOD 11 check digits: the account, organisation and national numbers of Norway share the rule. */

/** The digits times their weights, from the left, added up. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (digits.charCodeAt(i) - 48) * (weights[i] ?? 0);
  return sum;
}

/**
 * r = weighted sum mod 11, check = (11 − r) mod 11. Undefined when it would be 10: such a number is
 * never issued. Digits after the last weight do not count.
 */
export function checkDigit(digits: string, weights: readonly number[]): string | undefined {
  const check = (11 - (weightedSum(digits, weights) % 11)) % 11;
  return check === 10 ? undefined : String(check);
}
