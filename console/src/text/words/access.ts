/** The words of the dialog that asks for a token. */
import type { Words } from '../../../../src/protocol/language.ts';

export const ACCESS_WORDS = {
  tokenTitle: { en: 'The server asks for a token', nb: 'Serveren ber om et token' },
  tokenLead: {
    en: 'Whoever runs the server makes one with: aksept tokens add. It is kept in this tab only.',
    nb: 'Den som driver serveren, lager et med: aksept tokens add. Det blir bare i denne fanen.',
  },
  tokenLabel: { en: 'Token', nb: 'Token' },
  tokenUse: { en: 'Use it', nb: 'Bruk det' },
  tokenLater: { en: 'Not now', nb: 'Ikke nå' },
  tokenOther: { en: 'Token …', nb: 'Token …' },
  tokenRefused: {
    en: 'The server did not take that token: it is unknown, was revoked or has expired.',
    nb: 'Serveren godtok ikke det tokenet: det er ukjent, trukket tilbake eller utløpt.',
  },
} as const satisfies Record<string, Words>;
