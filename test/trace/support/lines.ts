/** Lines of a small trace. */

import { DAY_MS } from '../../../src/config/duration.ts';
import { BUILT_IN_PROFILES } from '../../../src/limits/rules/profile.ts';
import type { TraceHeader } from '../../../src/trace/format/header.ts';
import type { Exchange, TracedCard } from '../../../src/trace/format/lines.ts';
import { profilesFields } from '../../../src/trace/format/profile-fields.ts';

export const T0 = Date.UTC(2026, 10, 23, 12);

export const HEADER: TraceHeader = {
  aksept: 'trace',
  version: 1,
  source: 'record',
  release: '0.1.0',
  startedAtMs: T0,
  clock: 'wall',
  keyRing: 'test-1',
  rules: {
    panPrefixes: ['957899'],
    assumedCountry: 0,
    svalbardIsDomestic: true,
    unknownOriginal: 'approve',
    completionToleranceMinor: 0,
    holdMs: 7 * DAY_MS,
    fuelHoldMs: DAY_MS,
  },
  profiles: [...profilesFields(BUILT_IN_PROFILES)],
  lacks: [],
};

export const CARD: TracedCard = {
  kind: 'card',
  token: 'a'.repeat(32),
  maskedPan: '957899******0005',
  onFile: true,
  expiry: '2811',
  status: 'active',
  profile: 'kronekort',
  ledgerMinor: 100_000,
  pinTriesUsed: 0,
  clockMs: 0,
  spends: [],
  holds: [],
};

/** A purchase of 100 NOK, approved. */
export const EXCHANGE: Exchange = {
  kind: 'exchange',
  sequence: 1,
  atMs: T0,
  codec: 'protobuf',
  token: CARD.token,
  request: {
    class: 'financial',
    stan: 1,
    transmissionTimeMs: T0,
    terminalId: 'T0000001',
    type: 'purchase',
    amountMinor: 10_000,
    currency: 578,
    pan: '957899******0005',
    terminalType: 'pos',
    mcc: 5411,
    terminalCountry: 578,
  },
  outcome: 'approved',
  response: { approvalCode: 'ABCDEF', approvedAmountMinor: 10_000 },
  decision: { event: 'spend', pin: 0, ledgerMinor: 90_000, availableMinor: 90_000 },
  latencyMs: 0.1,
};
