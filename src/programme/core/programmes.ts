/** The programmes that a subscription can be of, and the types of its cards. */

/** `main`: of the whole municipality; those of the social and the refugee service stand below it. */
export const PROGRAMMES = ['main', 'sosial', 'intro'] as const;
export type Programme = (typeof PROGRAMMES)[number];

export const CARD_TYPES = ['kronekort', 'kontantkort'] as const;
export type CardType = (typeof CARD_TYPES)[number];
