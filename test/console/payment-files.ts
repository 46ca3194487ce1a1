/** Payment files (pain.001) as the economy system of the municipality writes them. */
import { writePain001 } from '../../src/programme/payment-files/write-pain001.ts';
import { LOADING_ACCOUNT, TODAY } from './programme-suite.ts';

export interface Payee {
  readonly name: string;
  readonly account: string;
  readonly amountMinor: number;
}

/** References are STONAD-1, STONAD-2 and so on. */
export async function paymentFile(messageId: string, payees: readonly Payee[], requestedDate = TODAY): Promise<string> {
  const totals = { numberOfPayments: payees.length, sumMinor: payees.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
  const information = {
    ...totals,
    paymentInformationId: 'STONAD',
    requestedDate,
    debtorName: 'Bykommunen',
    debtorAccount: LOADING_ACCOUNT,
    debtorAgent: 'DNBANOKK',
    payments: payees.map(({ name, account, amountMinor }, index) => ({
      endToEndId: `STONAD-${index + 1}`,
      amountMinor,
      creditorName: name,
      creditorAccount: account,
    })),
  };
  const file = {
    ...totals,
    version: 'pain.001.001.03',
    messageId,
    createdAt: `${TODAY}T09:00:00`,
    initiatingParty: 'Bykommunen',
    initiatingPartyId: '974760673',
    initiatingPartyScheme: 'CUST',
    paymentInformations: [information],
  } as const;
  let text = '';
  for await (const piece of writePain001(file)) text += piece;
  return text;
}
