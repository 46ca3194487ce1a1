/**
 * The card type of what a user asks for ("Type kort"). It must be chosen where a subscription has
 * both Kronekort and Kontantkort.
 */
import type { CardType } from './programmes.ts';
import { refusalsOf } from './refusal.ts';

const refuse = refusalsOf({
  cardTypeNotChosen: {
    kind: 'invalid',
    en: 'The subscription {name} has both Kronekort and Kontantkort; choose one of them in "Type kort".',
    nb: 'Abonnementet {name} har både Kronekort og Kontantkort; velg riktig korttype i «Type kort».',
  },
  cardTypeNotHeld: {
    kind: 'invalid',
    en: 'The subscription {name} does not have {cardType}; choose the card type of its agreement.',
    nb: 'Abonnementet {name} har ikke {cardType}; velg korttypen som står i avtalen.',
  },
} as const);

export interface CardTypes {
  readonly name: string;
  readonly has_kronekort: boolean;
  readonly has_kontantkort: boolean;
}

const SHOWN: Readonly<Record<CardType, string>> = { kronekort: 'Kronekort', kontantkort: 'Kontantkort' };

/** Throws a Refusal when it must be chosen, or the subscription does not have it. */
export function chosenCardType(subscription: CardTypes, cardType: CardType | undefined): CardType {
  const { name, has_kronekort: hasKronekort, has_kontantkort: hasKontantkort } = subscription;
  if (cardType === undefined) {
    if (hasKronekort && hasKontantkort) throw refuse('cardTypeNotChosen', { name });
    return hasKronekort ? 'kronekort' : 'kontantkort';
  }
  const isHeld = cardType === 'kronekort' ? hasKronekort : hasKontantkort;
  if (!isHeld) throw refuse('cardTypeNotHeld', { name, cardType: SHOWN[cardType] });
  return cardType;
}
