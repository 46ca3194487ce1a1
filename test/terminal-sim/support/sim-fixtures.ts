/** Cards, keys and answers for tests of the terminals. All synthetic. */

import type { CardEntry } from '../../../src/cards/card-entry.ts';
import { luhnCheckDigit } from '../../../src/cards/pan.ts';
import { generateTestKeyRing, type KeyRing } from '../../../src/pin/keys/key-ring.ts';
import { createPinEncrypter } from '../../../src/pin/pin-verifier.ts';
import type { NetworkResponse, Request, Response, TransactionRequest, TransactionResponse } from '../../../src/protocol/message.ts';
import { isApproval, type Outcome } from '../../../src/protocol/outcome.ts';
import { TerminalCalendar } from '../../../src/terminal-sim/calendar.ts';
import type { Clock } from '../../../src/terminal-sim/clock.ts';
import type { Conversation, Reply } from '../../../src/terminal-sim/conversation.ts';
import { noFindings } from '../../../src/terminal-sim/findings.ts';
import { Random } from '../../../src/terminal-sim/random.ts';
import { Terminal } from '../../../src/terminal-sim/terminal.ts';
import type { TerminalContext } from '../../../src/terminal-sim/terminal-identity.ts';

export function testRing(): KeyRing {
  const random = new Random('ring');
  return generateTestKeyRing((bytes) => random.bytes(bytes)).ring;
}

export function simulatedCard(number: number, changes: Partial<CardEntry> = {}): CardEntry {
  const digits = `957899${String(number).padStart(9, '0')}`;
  const pan = digits + luhnCheckDigit(digits);
  return { pan, expiry: '9912', pin: '1234', balanceMinor: 2_000_000, status: 'active', profile: 'kronekort', ...changes };
}

/** Some of every group that flows draw from. */
export function mixedCards(): readonly CardEntry[] {
  const cards = Array.from({ length: 40 }, (_none, index) => simulatedCard(index));
  return [
    ...cards,
    simulatedCard(100, { balanceMinor: 5_000 }),
    simulatedCard(101, { profile: 'nested' }),
    simulatedCard(102, { status: 'lost' }),
    simulatedCard(103, { status: 'stolen' }),
    simulatedCard(104, { status: 'blocked' }),
    simulatedCard(105, { status: 'inactive' }),
    simulatedCard(106, { status: 'closed' }),
    simulatedCard(107, { expiry: '2001' }),
  ];
}

export function terminalContext(clock: Pick<Clock, 'wallMs'>): TerminalContext {
  const ring = testRing();
  const fill = new Random('fill');
  return {
    clock,
    calendar: new TerminalCalendar(),
    encrypter: createPinEncrypter(ring, (bytes) => fill.bytes(bytes)),
    pinKeyIds: { iso0: 'tpk-test-tdes', iso4: 'tpk-test-aes' },
    findings: noFindings(),
  };
}

export function shopTerminal(given: TerminalContext, lastStan = 0): Terminal {
  return new Terminal(
    {
      id: 'T0000001',
      number: 1,
      type: 'pos',
      merchantId: 'M000000001',
      merchantName: 'Kiosk',
      mcc: 5499,
      country: 578,
      acquirerId: '570001',
      pinBlockFormat: 'iso0',
    },
    given,
    lastStan,
  );
}

/**
 * What a host answers; echoes what a response is matched on. A partial approval is for half,
 * rounded down.
 */
export function answer(
  request: TransactionRequest,
  outcome: Outcome,
  approvalCode = isApproval(outcome) ? 'A1B2C3' : '',
): TransactionResponse {
  const approvedAmountMinor = { approved: request.amountMinor, approvedPartially: Math.floor(request.amountMinor / 2) };
  return {
    class: request.class,
    stan: request.stan,
    rrn: request.rrn,
    transmissionTimeMs: request.transmissionTimeMs,
    terminalId: request.terminalId,
    merchantId: request.merchantId,
    acquirerId: request.acquirerId,
    type: request.type,
    amountMinor: request.amountMinor,
    currency: request.currency,
    context: undefined,
    outcome,
    approvalCode,
    approvedAmountMinor: outcome === 'approved' || outcome === 'approvedPartially' ? approvedAmountMinor[outcome] : 0,
    balances: undefined,
    decidedAtMs: 0,
    repeated: false,
    flag: '',
    headroom: [],
    reason: '',
    explanation: undefined,
  };
}

function networkAnswer(request: Exclude<Request, TransactionRequest>, outcome: Outcome): NetworkResponse {
  const { class: messageClass, function: networkFunction, stan, transmissionTimeMs, terminalId } = request;
  return { class: messageClass, function: networkFunction, stan, transmissionTimeMs, terminalId, context: undefined, outcome };
}

export function answerAny(request: Request, outcome: Outcome): Response {
  return request.class === 'networkManagement' ? networkAnswer(request, outcome) : answer(request, outcome);
}

/**
 * Plays the host: one reply for each message, undefined for none in time. Returns what was sent,
 * pauses left out.
 */
export function converseAll<T>(conversation: Conversation<T>, replies: readonly (Outcome | undefined)[]): readonly Request[] {
  const sent: Request[] = [];
  let reply: Reply;
  for (;;) {
    const step = conversation.next(reply);
    if (step.done) return sent;
    reply = undefined;
    if (typeof step.value === 'number') continue;
    const outcome = replies[sent.length];
    sent.push(step.value);
    if (outcome !== undefined) reply = answerAny(step.value, outcome);
  }
}

/** The same, network messages left out. */
export function converse<T>(conversation: Conversation<T>, replies: readonly (Outcome | undefined)[]): readonly TransactionRequest[] {
  return converseAll(conversation, replies).filter((request) => request.class !== 'networkManagement');
}
