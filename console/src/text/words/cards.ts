import type { Words } from '../../../../src/protocol/language.ts';

export const CARD_WORDS = {
  find: { en: 'Find', nb: 'Finn' },
  token: { en: 'Token', nb: 'Token' },
  changes: { en: 'Change the card', nb: 'Endre kortet' },
  changeProfile: { en: 'Change profile', nb: 'Bytt profil' },
  holds: { en: 'Holds', nb: 'Reservasjoner' },
  holdUntil: { en: '{amount}, until {instant}', nb: '{amount}, til {instant}' },
  leavesWhen: { en: '{name}, as it is now: what leaves the window when', nb: '{name}, slik det er nå: hva som går ut av vinduet når' },
  nothingLeaves: { en: 'Nothing is in the window.', nb: 'Det er ingenting i vinduet.' },
  moreReleases: { en: '{count} later', nb: '{count} senere' },
  useChart: {
    en: '{name} over time: {used} of {limit} used now; four days back and five days ahead',
    nb: '{name} over tid: {used} av {limit} brukt nå; fire dager tilbake og fem dager fram',
  },
  history: { en: 'History', nb: 'Historikk' },
  noHistory: { en: 'Nothing is kept of this card.', nb: 'Det finnes ingenting om dette kortet.' },
  older: { en: 'Older', nb: 'Eldre' },
  historyWhole: { en: 'Complete from the issue of the card on.', nb: 'Fullstendig fra kortet ble utstedt.' },
  historyFrom: { en: 'Complete from {instant} on.', nb: 'Fullstendig fra {instant}.' },
  historyUnknown: { en: 'The store cannot say from when on it is complete.', nb: 'Lageret kan ikke si fra når den er fullstendig.' },
} as const satisfies Record<string, Words>;
