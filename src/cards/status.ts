/** The statuses of a card, and the limit of its balance. */
export const CARD_STATUSES = ['active', 'inactive', 'blocked', 'lost', 'stolen', 'closed'] as const;

export type CardStatus = (typeof CARD_STATUSES)[number];

/** Narrows a string read from outside. */
export function isCardStatus(text: string): text is CardStatus {
  return (CARD_STATUSES as readonly string[]).includes(text);
}

/** Limit of any ledger balance, well inside what doubles and Lua hold exactly. */
export const BALANCE_MINOR_MAX = 1_000_000_000_000_000;
