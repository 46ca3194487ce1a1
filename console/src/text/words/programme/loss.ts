import type { Words } from '../../../../../src/protocol/language.ts';

/** Tapt kort and Avslutte konto. */
export const LOSS_WORDS = {
  loss: { en: 'Loss of a card', nb: 'Tapt kort' },
  lossLead: {
    en: 'The old card is blocked and marked, the new account is named, and the rest is moved when two people have approved.',
    nb: 'Det gamle kortet sperres og merkes, den nye kontoen navnsettes, og restsaldoen overføres når to personer har godkjent.',
  },
  notTheBlockingLine: {
    en: 'The holder reports the loss to this office, not to the ordinary blocking line.',
    nb: 'Kortholder melder tap til kontoret som utstedte kortet, ikke til vanlig sperretjeneste.',
  },
  reportLoss: { en: 'Report a loss', nb: 'Meld tap' },
  chooseLost: { en: 'Choose the account first.', nb: 'Velg kontoen først.' },
  whatIsLost: { en: 'What is lost', nb: 'Hva er tapt' },
  lost_card: { en: 'the card', nb: 'kortet' },
  lost_pin: { en: 'the PIN', nb: 'PIN-koden' },
  newCard: { en: 'New card', nb: 'Nytt kort' },
  newCard_yes: { en: 'yes, the next one in the safe', nb: 'ja, det neste i safen' },
  newCard_no: { en: 'no, the rest goes back', nb: 'nei, restsaldo tilbakeføres' },
  report: { en: 'Report', nb: 'Meld tapet' },
  otherAccount: { en: 'Another account', nb: 'Annen konto' },
  lossReported: { en: 'The loss is reported and the card is blocked.', nb: 'Tapet er meldt, og kortet er sperret.' },
  lossReplaced: {
    en: 'The loss is reported and the card is blocked. Hand out card and PIN {serial}; the new account is {account}.',
    nb: 'Tapet er meldt, og kortet er sperret. Del ut kort og PIN-kode {serial}; ny konto er {account}.',
  },
  losses: { en: 'Losses', nb: 'Meldte tap' },
  noLosses: { en: 'No loss was reported.', nb: 'Det er ikke meldt noe tap.' },
  restRefused: {
    en: 'The transfer of the rest is not registered, and somebody with access to the account must do it:',
    nb: 'Restsaldo er ikke registrert overført, og det må en med tilgang til kontoen gjøre:',
  },
  reportAgain: { en: 'Report again', nb: 'Meld tapet på nytt' },
  reportAgainFor: { en: 'Report again: {name}', nb: 'Meld tapet på nytt: {name}' },
  replacedBy: { en: 'Replaced by {serial}, account {account}.', nb: 'Erstattet av {serial}, konto {account}.' },
  restWaits: {
    en: 'The rest, {amount} to {to}, is registered and waits for two approvals.',
    nb: 'Restsaldo, {amount} til {to}, er registrert og venter på to godkjenninger.',
  },
  restApprovedBy: {
    en: 'The rest, {amount} to {to}, is approved by {users}; another person must approve, too.',
    nb: 'Restsaldo, {amount} til {to}, er godkjent av {users}; en annen person må også godkjenne.',
  },
  restLeft: { en: 'Balance {amount}.', nb: 'Saldo {amount}.' },
  lossFinished: { en: 'Finished {instant}.', nb: 'Ferdig {instant}.' },

  closeAccounts: { en: 'Close accounts', nb: 'Avslutte konto' },
  endLead: {
    en: 'Accounts that are not used any more. Those with a balance of 0 are closed by a signed letter to the bank.',
    nb: 'Kontoer som ikke er i bruk lenger. De med saldo kr 0,- avsluttes med et signert brev til banken.',
  },
  reminders: { en: 'Accounts to close', nb: 'Kontoer som bør avsluttes' },
  remindersCaption: { en: 'Lost, expired and emptied accounts', nb: 'Tapte, utløpte og tømte kontoer' },
  noReminders: { en: 'There is no account to close.', nb: 'Det er ingen kontoer å avslutte.' },
  why: { en: 'Why', nb: 'Hvorfor' },
  why_lost: { en: 'lost', nb: 'tapt' },
  why_expired: { en: 'expired', nb: 'utløpt' },
  why_unused: { en: 'emptied long ago', nb: 'tømt for lenge siden' },
  doFirst: { en: 'First', nb: 'Først' },
  otherAccounts: { en: 'Further accounts, one a line', nb: 'Flere kontoer, én på hver linje' },
  signLetter: { en: 'I sign the letter', nb: 'Jeg signerer brevet' },
  sendLetter: { en: 'Send the letter', nb: 'Send brevet' },
  letter: { en: 'Letter to the bank', nb: 'Brev til banken' },
  letterAnswer: { en: 'Answer to the letter', nb: 'Svar på brevet' },
  letterAnswered: {
    en: '{closed} closed, {refused} refused.',
    nb: '{closed} avsluttet, {refused} avvist.',
  },
  outcome_closed: { en: 'closed', nb: 'avsluttet' },
  outcome_refused: { en: 'refused', nb: 'avvist' },
  reason: { en: 'Reason', nb: 'Grunn' },
} as const satisfies Record<string, Words>;
