import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseDataText } from '../../../src/config/data-file.ts';
import { FLOW_DESCRIPTIONS } from '../../../src/terminal-sim/flows/descriptions.ts';
import { FLOWS } from '../../../src/terminal-sim/flows/flows.ts';
import { withRun } from '../../../src/terminal-sim/run/plan/file-options.ts';
import { planLoad } from '../../../src/terminal-sim/run/plan/plan.ts';
import type { Mix } from '../../../src/terminal-sim/workload/mix.ts';
import { TRADES } from '../../../src/terminal-sim/workload/trades.ts';
import { USUAL_MIX } from '../../../src/terminal-sim/workload/usual-mix.ts';
import { loadWorkload, type ReadWorkload, readWorkload } from '../../../src/terminal-sim/workload/workload-file.ts';
import { workloadText } from '../../../src/terminal-sim/workload/workload-print.ts';
import { workloadFile } from '../../../src/terminal-sim/workload/workload-schema.ts';
import { formattedJson } from '../../support/formatted-json.ts';
import { filesUnder, read } from '../../support/sources.ts';
import { simulatedCard } from '../support/sim-fixtures.ts';

const EXAMPLES = filesUnder('examples/workloads', '.yaml');

function readText(text: string, name = 'w.yaml'): ReadWorkload {
  return readWorkload(parseDataText(text, name));
}

/** A flow's part of all. */
function partOf({ flows }: Mix, name: string): number {
  return (flows[name] ?? 0) / Object.values(flows).reduce((sum, weight) => sum + weight, 0);
}

function tradeOf({ trades }: Mix, key: string): Mix['trades'][number] | undefined {
  return trades.find((trade) => trade.key === key);
}

test('each flow has a sentence, and each sentence a flow', () => {
  expect(Object.keys(FLOW_DESCRIPTIONS)).toEqual(FLOWS.map(({ name }) => name));
});

test('keys of trades are unique', () => {
  expect(new Set(TRADES.map(({ key }) => key)).size).toBe(TRADES.length);
});

describe('a workload file', () => {
  test('changes what it names, and leaves the rest as usual', () => {
    expect(loadWorkload(undefined).mix).toEqual(USUAL_MIX);
    expect(readText('{}', 'w.json').mix).toEqual(USUAL_MIX);
    const { mix } = readText('errands: { purchase: 3 }\nbasketScale: 0.01\ntour: false\nfaults: { sentTwice: 2 % }');
    expect(mix).toEqual({
      ...USUAL_MIX,
      flows: { purchase: 3 },
      basketScale: 0.01,
      tour: false,
      faults: { ...USUAL_MIX.faults, sentTwice: 0.02 },
    });
  });

  test('shares take their part of all flows', () => {
    const { mix } = readText('shares: { wrongPin: 5 %, foreignShop: 0.1, offlineSpell: 1% }');
    expect(partOf(mix, 'wrongPin')).toBeCloseTo(0.05, 12);
    expect(partOf(mix, 'foreignShop')).toBeCloseTo(0.1, 12);
    expect(partOf(mix, 'offlineSpell')).toBeCloseTo(0.01, 12);
    // The others keep to each other.
    expect(partOf(mix, 'cash') / partOf(mix, 'purchase')).toBeCloseTo(45 / 546, 12);
  });

  test('shares of one in all leave nothing to the others', () => {
    expect(readText('shares: { purchase: 75 %, cash: 25 % }').mix.flows).toEqual({ purchase: 0.75, cash: 0.25 });
  });

  test('amounts are an amount, a list, a range, or around a median', () => {
    const { mix } = readText(`trades:
  taxis: { amount: { from: 80, to: 600.50 } }
  cafes: { amount: 49 }
  atms: { amount: [200, "1,000"] }
  groceries: { amount: { median: 99.90, spread: 0.2 } }
  kiosks: { amount: { median: 7000 } }`);
    expect(tradeOf(mix, 'taxis')?.amount).toEqual({ kind: 'between', minMinor: 8_000, maxMinor: 60_050 });
    expect(tradeOf(mix, 'cafes')?.amount).toEqual({ kind: 'oneOf', amountsMinor: [4_900] });
    expect(tradeOf(mix, 'atms')?.amount).toEqual({ kind: 'oneOf', amountsMinor: [20_000, 100_000] });
    expect(tradeOf(mix, 'groceries')?.amount).toEqual({
      kind: 'around',
      medianMinor: 9_990,
      spread: 0.2,
      minMinor: 100,
      maxMinor: 500_000,
    });
    expect(tradeOf(mix, 'kiosks')?.amount).toEqual({ kind: 'around', medianMinor: 700_000, spread: 0.6, minMinor: 100, maxMinor: 700_000 });
  });

  test('a new trade is a shop in Norway, but for what it says', () => {
    const { mix } = readText(
      'trades: { bakeries: { place: shop, mcc: 5462, amount: 45 }, finnishShops: { place: foreignShop, mcc: 5411, country: FI, name: Kauppa, amount: 20 } }',
    );
    expect(tradeOf(mix, 'bakeries')).toEqual({
      key: 'bakeries',
      place: 'shop',
      name: 'Bakeries',
      mcc: 5462,
      type: 'pos',
      country: 578,
      share: 1,
      amount: { kind: 'oneOf', amountsMinor: [4_500] },
    });
    expect(tradeOf(mix, 'finnishShops')).toMatchObject({ country: 246, name: 'Kauppa', type: 'pos' });
    expect(mix.trades).toHaveLength(TRADES.length + 2);
  });

  test.each([
    ['errands:\n  shopping: 1', 'w.yaml:2: errands has the unknown key "shopping"; known are purchase, cash, cashback'],
    ['errands:\n  purchse: 1', 'w.yaml:2: errands has the unknown key "purchse"; did you mean purchase?'],
    ['errands: [1]', 'w.yaml:1: errands must be lines of "key: value".'],
    ['errands:\n  purchase: -1', 'w.yaml:2: errands.purchase must be a number, 0 or more.'],
    ['errands:\n  purchase: 0', 'w.yaml:1: errands needs a weight above 0'],
    ['terminals: 1\nweights: {}', 'w.yaml:2: the file has the unknown key "weights"; known are errands, shares'],
    ['terminals: 0', 'w.yaml:1: terminals must be 1 or more.'],
    ['tour: 1', 'w.yaml:1: tour must be true or false.'],
    ['shares: { cash: 60 %, purchase: 0.5 }', 'w.yaml:1: shares must be shares that are together at most 1.'],
    ['shares: { cash: 150 % }', 'w.yaml:1: shares.cash must be a share such as 0.05 or 5 %.'],
    ['errands: { cash: 1 }\nshares: { cash: 0 }', 'w.yaml:2: shares leave no flow to do.'],
    ['faults: { sentTwice: 0.6, requestLost: 0.6 }', 'w.yaml:1: faults must be shares that are together at most 1.'],
    ['faults:\n  sentThrice: 1', 'w.yaml:2: faults has the unknown key "sentThrice"; did you mean sentTwice?'],
    ['places: { shop: 0 }', 'w.yaml:1: places needs a weight above 0.'],
    ['hours: [1, 2]', 'w.yaml:1: hours must be a list of 24 weights, from midnight.'],
    ['hours: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]', 'w.yaml:1: hours must have an hour above 0.'],
    ['trades:\n  bakeries: { place: shop, amount: 45 }', 'w.yaml:2: trades.bakeries is none of groceries, kiosks'],
    ['trades:\n  taxis:\n    amount: { from: 80, to: 60 }', 'w.yaml:3: trades.taxis.amount must not be from more to less.'],
    ['trades:\n  taxis:\n    amount: { median: 80, max: 60 }', 'w.yaml:3: trades.taxis.amount must have its median from min to max.'],
    ['trades:\n  taxis:\n    amount: { medain: 80 }', 'w.yaml:3: trades.taxis.amount has the unknown key "medain"; did you mean median?'],
    ['trades:\n  taxis:\n    amount: 0', 'w.yaml:3: trades.taxis.amount must be an amount in NOK such as 149.00 or 1,500, above 0'],
    ['trades:\n  taxis:\n    amount: 10.005', 'w.yaml:3: trades.taxis.amount must be an amount in NOK'],
    ['trades:\n  taxis:\n    country: Norge', 'w.yaml:3: trades.taxis.country must be a country such as NO or SE.'],
    ['trades:\n  taxis:\n    place: street', 'w.yaml:3: trades.taxis.place must be one of shop, atm'],
    ['trades:\n  pumps:\n    place: shop', 'w.yaml:3: trades.pumps.place leaves no trade at the place fuel; add one there.'],
    ['trades: { Taxi stand: { mcc: 1 } }', 'w.yaml:1: trades.Taxi?stand must be a name of letters and digits'],
    ['run:\n  rates: 5/s', 'w.yaml:2: run has the unknown key "rates"; did you mean rate?'],
    ['errands: {', 'w.yaml:1: this cannot be read as YAML'],
    ['- 1', 'w.yaml:1: the file must be lines of "key: value".'],
  ])('%j is refused', (text, sentence) => {
    expect(() => readText(text)).toThrow(sentence);
  });
});

describe('what is printed', () => {
  test('is the usual workload, and reads back as such', () => {
    const { mix, run } = readText(workloadText(USUAL_MIX, {}));
    expect(mix).toEqual(USUAL_MIX);
    expect(run).toEqual({});
  });

  test.each(EXAMPLES)('of %s reads back as the same', (path) => {
    const { mix, run } = loadWorkload(path);
    const again = readText(workloadText(mix, run));
    expect(again.run).toEqual(run);
    const { flows, ...rest } = again.mix;
    const { flows: _flows, ...restBefore } = mix;
    expect(rest).toEqual(restBefore);
    for (const { name } of FLOWS) expect(flows[name] ?? 0).toBeCloseTo(mix.flows[name] ?? 0, 9);
  });
});

describe('how it is to be driven', () => {
  const BASE = { target: '127.0.0.1:1', cards: [simulatedCard(1)], keys: 'nowhere' };

  test('counts where the caller says nothing', () => {
    const { run } = readText('run: { rate: 2000/s, day: true, duration: 1h, workers: 2, thresholds: ["p99<5ms"] }');
    expect(withRun({ ...BASE, duration: '1m', thresholds: ['approved>0'] }, run)).toEqual({
      ...BASE,
      rate: '2000/s',
      day: true,
      duration: '1m',
      workers: '2',
      thresholds: ['p99<5ms', 'approved>0'],
    });
  });

  test.each([
    [{ concurrency: 8 }, { concurrency: 8 }],
    [{ rate: '5/s' }, { rate: '5/s', day: true }],
    [{}, { rate: '2000/s', day: true }],
  ])('%j goes before the rate of the file', (given, driven) => {
    const {
      target: _target,
      cards: _cards,
      keys: _keys,
      thresholds: _thresholds,
      ...rest
    } = withRun({ ...BASE, ...given }, { rate: '2000/s', day: true });
    expect(rest).toEqual(driven);
  });

  test('what is wrong with it is said with the line of the file', () => {
    const keys = new URL('../../../package.json', import.meta.url).pathname;
    expect(() => planLoad({ ...BASE, keys, workload: { run: { rate: '5/s', concurrency: 5 } } })).toThrow(
      'workload: run.rate and workload: run.concurrency are two ways to drive a load; give one of them.',
    );
  });
});

/** What an editor is told: the structure that is checked. */
function editorSchema(): unknown {
  const { $schema, ...rest } = z.toJSONSchema(workloadFile, { io: 'input' });
  return { $schema, title: 'A workload for aksept load', description: 'Every field is explained in docs/workloads.md.', ...rest };
}

/**
 * `npx vitest run -u --project unit test/terminal-sim/workload/workload-file.test.ts` writes it
 * anew.
 */
test('schema/workload.schema.json is what the checks ask for', async () => {
  await expect(`${formattedJson(editorSchema())}\n`).toMatchFileSnapshot('../../../schema/workload.schema.json');
});

describe('the schema for editors', () => {
  const schema = z.fromJSONSchema(JSON.parse(formattedJson(editorSchema())));

  test.each(EXAMPLES)('takes %s', (path) => {
    expect(schema.safeParse(parseDataText(read(path), path).value).error).toBeUndefined();
  });

  test.each([
    [{ errands: { purchase: 1 } }, true],
    [{ errands: { purchse: 1 } }, false],
    [{ trades: { taxis: { amount: { median: 100 } } } }, true],
    [{ trades: { taxis: { amount: { medain: 100 } } } }, false],
    [{ shares: { cash: '5 %' } }, true],
    [{ shares: { cash: '5' } }, false],
    [{ run: { rate: '5/s' } }, true],
    [{ runs: {} }, false],
  ])('%j: %s', (file, isTaken) => {
    expect(schema.safeParse(file).success).toBe(isTaken);
  });
});
