/** The host of a month: it decides what terminals ask over ISO 8583. */
import { Authorizer } from '../../authorizer/authorize.ts';
import { authorizeRulesOf } from '../../authorizer/authorize-rules.ts';
import { SILENT } from '../../authorizer/observer.ts';
import { settingsWith } from '../../config/settings.ts';
import { BUILT_IN_PROFILES } from '../../limits/rules/profile.ts';
import { hostCodec } from '../../pin/mac/iso-codec.ts';
import { createPinVerifier } from '../../pin/pin-verifier.ts';
import type { Codec } from '../../protocol/codec.ts';
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import { parseDialectSpec } from '../../protocol/iso8583/dialect/dialect-spec.ts';
import type { TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import type { MonthOffice } from './month-office.ts';

const WIRE = '1987-ascii';

export interface MonthHost {
  readonly handler: Authorizer;
  readonly header: HeaderKind;
  /** For one end of the wire. */
  newCodec(): Codec;
}

/** Sends a request to the host; resolves with its response as the terminal reads it. */
export type AskHost = (request: TransactionRequest) => Promise<TransactionResponse>;

export function monthHost({ office, store, ring, tokenOf }: MonthOffice): MonthHost {
  const spec = parseDialectSpec(WIRE, 'the month');
  const handler = new Authorizer({
    store,
    tokenOf,
    pinVerifier: createPinVerifier(ring),
    // The clock of the month stands still while a message is decided.
    rules: authorizeRulesOf({ ...settingsWith(), clock: 'wall', deadlineMs: 60_000 }),
    profiles: BUILT_IN_PROFILES,
    observer: SILENT,
  });
  return { handler, header: spec.header, newCodec: () => hostCodec(spec, ring, 'the test ring', office.nowMs) };
}

/** Within the process: the bytes of each message, without a socket between. */
export function askWithin({ handler, newCodec }: MonthHost): AskHost {
  const [terminals, host] = [newCodec(), newCodec()];
  return async (sent) => {
    const asked = host.decodeRequest(terminals.encodeRequest(sent));
    if (asked.kind !== 'message' || asked.message.class === 'networkManagement') throw new Error(`The wire made a request ${asked.kind}.`);
    const { message } = asked;
    const response = await new Promise<TransactionResponse>((resolve) => handler.authorize(message, { reply: resolve }));
    const answer = terminals.decodeResponse(host.encodeResponse(response));
    if (answer.kind !== 'message' || answer.message.class === 'networkManagement') throw new Error('The wire made no response.');
    return answer.message;
  };
}
