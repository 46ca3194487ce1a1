/** A little of all that a server counts: right and wrong PINs, a magic amount, broken frames, a request too long. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { TestApp } from '../server/app-fixture.ts';

const PAUSE_MS = 100;
const URL_TOO_LONG = `/v1/cards?cursor=${'0'.repeat(10_000)}`;
/** Its øre are those of a magic amount. */
const MAGIC_MINOR = 10_051;

const [CARD, CARELESS] = ['9578990000000005', '9578990000000013'].map((pan) => ({
  pan,
  pin: '1234',
  expiry: '3012',
  balanceMinor: 100_000_000,
  status: 'active' as const,
  profile: 'kronekort',
}));
if (CARD === undefined || CARELESS === undefined) throw new Error('There are two cards.');
export const TRAFFIC_CARDS = [CARD, CARELESS];

export interface Traffic {
  stop(): Promise<void>;
}

async function round(server: TestApp, stan: number): Promise<void> {
  const purchase = { type: 'purchase', stan, terminalId: 'SHOP0001', mcc: 5411, terminalCountry: 578 };
  await server.post('/v1/transactions', { ...purchase, pan: CARD?.pan, pin: '1234', amountMinor: 100 });
  await server.post('/v1/transactions', { ...purchase, pan: CARELESS?.pan, pin: '4321', amountMinor: 100 });
  await server.post('/v1/transactions', { ...purchase, pan: CARD?.pan, pin: '1234', amountMinor: MAGIC_MINOR });
  await fetch(server.http + URL_TOO_LONG);
  const broken = connect(server.app.ports.protobuf, '127.0.0.1');
  broken.end('\x00\x00\x00\x05hello');
  broken.resume();
  await once(broken, 'close');
}

/** Until it is stopped. */
export function trafficOn(server: TestApp): Traffic {
  let goesOn = true;
  const run = async (): Promise<void> => {
    for (let stan = 1; goesOn; stan += 1) {
      await round(server, stan);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  const running = run();
  return {
    async stop() {
      goesOn = false;
      await running;
    },
  };
}
