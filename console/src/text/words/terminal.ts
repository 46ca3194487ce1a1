import type { Words } from '../../../../src/protocol/language.ts';

export const TERMINAL_WORDS = {
  toTry: { en: 'To begin with: fill in one of these, then press OK', nb: 'Til å begynne med: fyll inn en av disse, og trykk OK' },
  tryPurchase: { en: 'A purchase in a shop', nb: 'Et kjøp i en butikk' },
  tryCash: { en: '10,000 at an ATM, which is above its limit', nb: '10 000 i en minibank, som er over grensen' },
  tryPin: { en: 'A wrong PIN', nb: 'Feil PIN' },
  tryAbroad: { en: 'A purchase in Sweden', nb: 'Et kjøp i Sverige' },
  tryPump: { en: 'A fuel pump: reserve first, then the final amount', nb: 'En pumpe: først en reservasjon, så det endelige beløpet' },
} as const satisfies Record<string, Words>;
