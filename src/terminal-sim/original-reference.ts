/** How a message names the earlier message that it follows. */
import type { OriginalData, TransactionRequest, TransactionResponse } from '../protocol/message.ts';

/**
 * By its key (DE90), by reference number and approval code (DE37, DE38), or by STAN and the
 * terminal's local date.
 */
export type OriginalReference = 'key' | 'rrn' | 'stanDate';

const NO_ORIGINAL: OriginalData = {
  class: '',
  stan: 0,
  transmissionTimeMs: 0,
  acquirerId: '',
  rrn: '',
  approvalCode: '',
  localDate: '',
};

/**
 * The request as the host knows it: some hosts assign the retrieval reference number themselves.
 */
export function asAnswered(request: TransactionRequest, { rrn }: TransactionResponse): TransactionRequest {
  return rrn === '' || rrn === request.rrn ? request : { ...request, rrn };
}

/** The local date is given only with `stanDate`: the key already says more. */
export function originalOf(original: TransactionRequest, approvalCode: string, reference: OriginalReference): OriginalData {
  const { class: messageClass, stan, transmissionTimeMs, acquirerId, rrn } = original;
  switch (reference) {
    case 'key':
      return { class: messageClass, stan, transmissionTimeMs, acquirerId, rrn, approvalCode, localDate: '' };
    case 'rrn':
      return { ...NO_ORIGINAL, rrn, approvalCode };
    case 'stanDate':
      return { ...NO_ORIGINAL, stan, localDate: original.localTime.slice(4, 8) };
  }
}
