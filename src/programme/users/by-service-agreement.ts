/** Administrators and bestillere change by a service agreement (handbook 10.3), by no other way. */
import { type Refusal, refusalsOf } from '../core/refusal.ts';

/** Where the bank is asked for a service agreement. */
export const KUNDESENTER_VIP = { phone: '22 48 32 00' } as const;

const refuse = refusalsOf({
  byServiceAgreement: {
    kind: 'notAllowed',
    en: 'Administrators and bestillere come and go by a service agreement that the district director signs, not by a message; ask Kundesenter VIP, phone {phone} or chat, for one.',
    nb: 'Administrator og bestiller meldes inn og ut med en tjenesteavtale som Bydelsdirektør signerer, ikke med en melding; be om den hos Kundesenter VIP på tlf {phone} eller chat.',
  },
} as const);

export function byServiceAgreement(): Refusal {
  return refuse('byServiceAgreement', KUNDESENTER_VIP);
}
