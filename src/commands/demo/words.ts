/** Texts of the demo in English and Norwegian. Names in braces are replaced. */
import { type Speaker, speakerOf, type Words } from '../../protocol/language.ts';

export const DEMO_WORDS = {
  store: { en: 'Store     {store}', nb: 'Kortlager  {store}' },
  office: { en: 'Office    {database}', nb: 'Kontor     {database}' },
  keys: { en: 'Keys      {path} (TEST keys)', nb: 'Nøkler     {path} (TESTNØKLER)' },
  newKeys: { en: 'Keys      {path} (TEST keys, made just now)', nb: 'Nøkler     {path} (TESTNØKLER, laget akkurat nå)' },
  cards: {
    en: 'Cards     {path} ({cards} synthetic {cards:card with a PIN|cards with PINs}, {created} of them new in the store)',
    nb: 'Kort       {path} ({cards} {cards:syntetisk|syntetiske} kort med PIN, {created} av dem {created:ny|nye} i kortlageret)',
  },
  cardsNotKept: {
    en: 'Cards     {cards} synthetic {cards:card|cards}, {created} of them new in the store; their PINs are kept nowhere',
    nb: 'Kort       {cards} {cards:syntetisk|syntetiske} kort, {created} av dem {created:ny|nye} i kortlageret; PIN-kodene lagres ikke',
  },
  pinsUnknown: {
    en: 'The store has cards whose PINs no file of test cards holds; the demo has issued cards of its own.',
    nb: 'Kortlageret har kort med PIN-koder som ingen fil med testkort har; demonstrasjonen har utstedt egne kort.',
  },
  otherPin: {
    en: '{cards} {cards:card is|cards are} left out: the PIN is no longer the one of the file.',
    nb: '{cards} kort er utelatt: PIN-koden er ikke lenger den i filen.',
  },
  terminals: { en: 'Terminals {address} ({wire})', nb: 'Terminaler {address} ({wire})' },
  sending: {
    en: 'Sending {seconds} s of card traffic; Ctrl-C ends it early.',
    nb: 'Sender korttrafikk i {seconds} s; Ctrl-C avslutter før tiden.',
  },
  freePorts: { en: 'The demo takes free ports instead.', nb: 'Demonstrasjonen tar ledige porter i stedet.' },
  report: { en: 'Report    {path}', nb: 'Rapport    {path}' },
  booksRight: { en: 'Books right on {cards} {cards:card|cards}', nb: 'Regnskapet stemmer på {cards} kort' },
  booksWrong: { en: 'Books wrong: {fault}', nb: 'Regnskapet stemmer ikke: {fault}' },
  goesOn: {
    en: 'The server goes on: open {address}/ in a browser for its console, and Ctrl-C stops it. From another window:',
    nb: 'Serveren går videre: åpne {address}/ i en nettleser for konsollen, og Ctrl-C stopper den. Fra et annet vindu:',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const demoWords: Speaker<typeof DEMO_WORDS> = speakerOf(DEMO_WORDS);
