/** The books of the whole office, for the bank. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { requireBank } from '../core/rights.ts';
import { type VerifiedBooks, verifyBooks } from './verify-books.ts';

export async function readBooks(office: Office, actor: Actor): Promise<VerifiedBooks> {
  requireBank(actor);
  return await verifyBooks(office);
}
