/** What a report of a loss came to: the card to hand out, and why the rest waits for somebody else. */
import { accountText } from '../parts/shown.ts';
import { say } from '../text.ts';
import type { ReportedLoss } from '../types.ts';

export function reportedText({ newAccount, newSerial = '', restRefused }: ReportedLoss): string {
  const done =
    newAccount === undefined ? say('lossReported') : say('lossReplaced', { serial: newSerial, account: accountText(newAccount) });
  return restRefused === '' ? done : `${done} ${say('restRefused')} ${restRefused}`;
}
