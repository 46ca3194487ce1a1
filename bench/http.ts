/** POST /v1/transactions driven by autocannon, against a route of the same framework that answers a constant. */
import autocannon from 'autocannon';
import { PANS, purchase } from './fixtures.ts';
import { compare, type Figure, start } from './measure.ts';

const CONNECTIONS = 16;
const RRN_MIN = 600_000_000_000;

/** Bodies without STAN and RRN, which are put in at each request, and without what no sender says. */
const BODIES = PANS.map((pan) => {
  const {
    pinBlock,
    pinKsn: _ksn,
    newPinBlock: _new,
    chipData: _chip,
    mac: _mac,
    original: _original,
    stan: _stan,
    rrn: _rrn,
    macCheck: _macCheck,
    context: _context,
    replacementAmountMinor: standingAmountMinor,
    ...rest
  } = purchase(pan, 'BENCH001', 1, Date.now());
  return JSON.stringify({ ...rest, standingAmountMinor, pinBlock: pinBlock.toString('hex') }).slice(1);
});

async function measure(kind: 'http' | 'http-constant', seconds: number): Promise<number> {
  const server = await start('http-process', [kind]);
  let stan = 0;
  try {
    const result = await autocannon({
      url: `http://127.0.0.1:${server.firstLine}`,
      connections: CONNECTIONS,
      pipelining: 4,
      duration: seconds,
      requests: [
        {
          method: 'POST',
          path: '/v1/transactions',
          headers: { 'content-type': 'application/json' },
          setupRequest: (request) => {
            stan += 1;
            return { ...request, body: `{"stan":${stan},"rrn":"${RRN_MIN + stan}",${BODIES[stan % BODIES.length]}` };
          },
        },
      ],
    });
    if (result.errors > 0 || result.non2xx > 0) throw new Error(`${result.errors} errors and ${result.non2xx} refusals over HTTP.`);
    return result.requests.average;
  } finally {
    await server.stop();
  }
}

export function benchHttp(rounds: number, seconds: number): Promise<Figure> {
  return compare(
    {
      id: 'HTTP',
      what: 'authorizations through POST /v1/transactions, embedded store',
      unit: '/s',
      ceilingWhat: 'the same framework answering a constant',
    },
    rounds,
    () => measure('http', seconds),
    () => measure('http-constant', seconds),
  );
}
