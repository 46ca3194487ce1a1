/** Service agreements (tjenesteavtale): who goes in and out as administrator and bestiller. */
import { z } from 'zod';
import { SERVICE_AGREEMENT_LINES_MAX } from '../../../programme/agreements/order-service-agreement.ts';
import { OFFICES } from '../../../programme/users/memberships.ts';
import { ID, ID_TEXT, TEXT } from './shared.ts';

export const AGREEMENT_PATH = z.object({ agreement: ID_TEXT });

/** `userId` of a user whom the bank knows; else `nationalNumber` of a new one. */
const LINE = z.strictObject({
  direction: z.enum(['in', 'out']),
  held: z.enum(OFFICES),
  userName: TEXT,
  userId: TEXT.optional(),
  nationalNumber: TEXT.optional(),
});
export const AGREEMENT_ORDER = z.strictObject({ lines: z.array(LINE).max(SERVICE_AGREEMENT_LINES_MAX) });

/** As the paper says; without `signedBy` it is not signed. */
export const RECEIVED_AGREEMENT = z.strictObject({
  signedBy: TEXT.optional(),
  signedAs: z.enum(['districtDirector', 'administrator', 'bestiller', 'other']),
});

export const AGREEMENT = z.object({ agreementId: ID });
