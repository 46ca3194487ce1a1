/** Texts of the demonstration of the card programme. Names in braces are replaced. */

import { dateText } from '../../../programme/calendar/date-text.ts';
import type { MonthEvent, MonthEventKind } from '../../../programme/demo/month-event.ts';
import { filledIn, type Language, type Speaker, speakerOf, type Words } from '../../../protocol/language.ts';
import { formatCount, formatNok } from '../../../terminal-sim/report/number-text.ts';

/** Places are filled with the facts of the event of the same names. */
export const EVENTS = {
  opened: {
    en: 'Bykommunen has an agreement with the bank. Its social service loads cards from an account with {amount}.',
    nb: 'Bykommunen har avtale med banken. Sosialtjenesten laster kort fra en konto med {amount}.',
  },
  ordered: {
    en: 'Bjørn, the bestiller, orders {cards} Kronekort (Kortbestilling Registrert).',
    nb: 'Bestilleren Bjørn bestiller {cards} Kronekort (Kortbestilling Registrert).',
  },
  received: {
    en: 'The cards are there, each with an account of its own: L0001 to {last}.',
    nb: 'Kortene er kommet, hvert med sin egen konto: L0001 til {last}.',
  },
  pinsProduced: {
    en: 'Bjørn confirms the receipt (Bekreft mottatt kort). The bank produces {cards} PINs and posts them (Pin bestilt).',
    nb: 'Bjørn bekrefter mottaket (Bekreft mottatt kort). Banken produserer {cards} PIN-koder og sender dem i posten (Pin bestilt).',
  },
  handedOut: {
    en: 'Bjørn hands out {cards} cards: each account gets the KlientID of its holder. {safe} {safe:card stays|cards stay} in the safe.',
    nb: 'Bjørn deler ut {cards} kort: hver konto får KlientID-en til den som får kortet. {safe} kort blir liggende i safen.',
  },
  loaded: {
    en: 'Siri uploads a file of {payments} payments of {each} and approves it. Åse approves it at {time}: the cards get {amount} the same day.',
    nb: 'Siri laster opp en fil med {payments} betalinger på {each} og godkjenner den. Åse godkjenner kl. {time}: kortene får {amount} samme dag.',
  },
  loadedNextDay: {
    en: 'A second file, of {payments} payments of {each}. Åse approves it at {time}, after the cut-off: the cards get {amount} on {executeOn}.',
    nb: 'En ny fil, med {payments} betalinger på {each}. Åse godkjenner kl. {time}, etter fristen: kortene får {amount} den {executeOn}.',
  },
  used: {
    en: 'Shops and cash machines send {messages} {messages:authorization|authorizations} over ISO 8583: {approved} approved, {declined} declined{codes}, {amount} spent.',
    nb: 'Butikker og minibanker sender {messages} {messages:autorisasjon|autorisasjoner} over ISO 8583: {approved} godkjent, {declined} avvist{codes}, {amount} brukt.',
  },
  lost: {
    en: '{cards} {cards:card is|cards are} lost: marked Tapt and declined with code {codes} from now on. Each is replaced from the safe, and the rest of {amount} is moved there.',
    nb: '{cards} kort er borte: de merkes Tapt og avvises fra nå av med kode {codes}. Hvert erstattes fra safen, og resten på {amount} overføres dit.',
  },
  expired: {
    en: 'Two years later all {cards} cards have expired. The rest of {amount} is back on the social-assistance account.',
    nb: 'To år senere er alle {cards} kortene utløpt. Resten på {amount} er tilbake på sosialhjelpskontoen.',
  },
  closed: {
    en: 'A month after that, all {cards} accounts are closed.',
    nb: 'En måned etter det er alle {cards} kontoene avsluttet.',
  },
} as const satisfies Readonly<Record<MonthEventKind, Words>>;

/** One sentence or two, after the date. */
export function eventText(language: Language, { kind, date, counts, amountsMinor, texts }: MonthEvent): string {
  const filled = Object.fromEntries([
    ...Object.entries(counts).map(([name, count]) => [name, formatCount(language, count)]),
    ...Object.entries(amountsMinor).map(([name, minor]) => [name, formatNok(language, minor)]),
    ...Object.entries(texts).map(([name, text]) => [name, name === 'executeOn' ? dateText(language, text) : text]),
  ]);
  return `${dateText(language, date)}  ${filledIn(EVENTS[kind][language], filled)}`;
}

const DEMO = {
  starts: {
    en: 'The back office starts, in memory; this takes some seconds.',
    nb: 'Kontoret starter, i minnet; det tar noen sekunder.',
  },
  handsOut: { en: '{done} of {of} cards are handed out.', nb: '{done} av {of} kort er delt ut.' },
  books: { en: 'The books', nb: 'Regnskapet' },
  opening: { en: 'paid in', nb: 'innbetalt' },
  bank: { en: 'on accounts of the bank', nb: 'på konti i banken' },
  cards: { en: 'on cards', nb: 'på kort' },
  spent: { en: 'spent at terminals', nb: 'brukt i terminaler' },
  balance: {
    en: 'They balance to the øre, and did after each of the {checks} lines above.',
    nb: 'Det stemmer på øret, og gjorde det etter hver av de {checks} linjene over.',
  },
  next: {
    en: 'Try it yourself: aksept serve --clock simulated:2026-03-02 --database pglite:./data/office, and docs/back-office.md.',
    nb: 'Prøv selv: aksept serve --clock simulated:2026-03-02 --database pglite:./data/office, og docs/back-office.md.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const demoWords: Speaker<typeof DEMO> = speakerOf(DEMO);
