import type { Words } from '../../../../src/protocol/language.ts';

export const LIVE_WORDS = {
  filters: { en: 'Filters', nb: 'Filtre' },
  type: { en: 'type', nb: 'type' },
  cardOrToken: { en: 'card number or token', nb: 'kortnummer eller token' },
  noSuchCard: { en: 'No card on file has this number.', nb: 'Ingen kort i registeret har dette nummeret.' },
  onlyThisCard: { en: 'Only this card', nb: 'Bare dette kortet' },
  latency: { en: 'From request to answer', nb: 'Fra spørsmål til svar' },
  latencyChart: {
    en: 'From request to answer, the last two minutes: now p50 {half}, p99 {most}',
    nb: 'Fra spørsmål til svar, de siste to minuttene: nå p50 {half}, p99 {most}',
  },
} as const satisfies Record<string, Words>;
