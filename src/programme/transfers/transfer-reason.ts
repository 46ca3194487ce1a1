/** Why a transfer was refused after it was registered. The database has the word. */
import type { Words } from '../../protocol/language.ts';

export const TRANSFER_REASONS = {
  low: {
    en: 'The balance was lower than the amount when the transfer was carried out; no money moved.',
    nb: 'Saldoen var lavere enn beløpet da overføringen ble utført; ingen penger ble flyttet.',
  },
  nothingLeft: {
    en: 'Nothing was left on the account when the transfer was approved; no money moved.',
    nb: 'Det var ingenting igjen på kontoen da overføringen ble godkjent; ingen penger ble flyttet.',
  },
  closed: {
    en: 'The receiving account was closed meanwhile; the money went back.',
    nb: 'Mottakerkontoen ble avsluttet i mellomtiden; pengene gikk tilbake.',
  },
  high: {
    en: 'The balance of the receiving account would pass the highest that is allowed; the money went back.',
    nb: 'Saldoen på mottakerkontoen ville blitt høyere enn tillatt; pengene gikk tilbake.',
  },
  withdrawn: { en: 'Withdrawn before approval.', nb: 'Trukket tilbake før godkjenning.' },
} as const satisfies Readonly<Record<string, Words>>;

export type TransferReason = keyof typeof TRANSFER_REASONS;
