/** PIN blocks of a transaction: as sent, or made of a clear PIN. */
import type { z } from 'zod';
import { HttpError } from '../error.ts';
import type { HttpParts } from '../parts.ts';
import type { TRANSACTION } from '../schema/transaction.ts';

type TransactionBody = z.infer<typeof TRANSACTION>;

/** A clear PIN is enciphered here under a test key, as a terminal would do. */
export function pinBlockOf(body: TransactionBody, { pinEncrypter }: HttpParts): Buffer {
  if (body.pin === '') return Buffer.from(body.pinBlock, 'hex');
  if (body.pinBlock !== '') throw new HttpError('badRequest', 'Give pin or pinBlock, not both.');
  return encipher(body.pan, body.pin, pinEncrypter);
}

/** A clear new PIN is enciphered like the clear PIN that must come with it. */
export function newPinBlockOf(body: TransactionBody, { pinEncrypter }: HttpParts): Buffer {
  if (body.newPin === '') return Buffer.from(body.newPinBlock, 'hex');
  if (body.newPinBlock !== '') throw new HttpError('badRequest', 'Give newPin or newPinBlock, not both.');
  if (body.pin === '') throw new HttpError('badRequest', 'Give newPin together with pin, the one that is in force.');
  return encipher(body.pan, body.newPin, pinEncrypter);
}

function encipher(pan: string, pin: string, pinEncrypter: HttpParts['pinEncrypter']): Buffer {
  if (pinEncrypter === undefined) {
    throw new HttpError('clearPinRefused', 'A clear PIN is taken with test keys only; send pinBlock and pinBlockFormat.');
  }
  try {
    return pinEncrypter.encrypt(pan, pin, 'iso0', '');
  } catch {
    throw new HttpError('badRequest', 'A PIN block cannot be made of this PAN and pin; give the PAN as 12 to 19 digits.');
  }
}
