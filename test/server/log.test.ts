import { describe, expect, test } from 'vitest';
import { StoreError } from '../../src/limits/store.ts';
import { createLog } from '../../src/server/log.ts';
import { Metrics } from '../../src/server/metrics/metrics.ts';

const PAN = '9578990000000005';

function kept(level = 'info'): { readonly lines: string[]; readonly log: ReturnType<typeof createLog> } {
  const lines: string[] = [];
  return { lines, log: createLog(level, { write: (line) => lines.push(line) }) };
}

describe('the log', () => {
  test('is one JSON object a line, with a level', () => {
    const { lines, log } = kept();
    log.warn({ port: 1 }, 'Something to know.');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'aksept', level: 40, port: 1, msg: 'Something to know.' });
  });

  test('writes nothing below its level', () => {
    const { lines, log } = kept('silent');
    log.error('No one hears.');
    expect(lines).toEqual([]);
  });

  test('redacts what should never have been given to it', () => {
    const { lines, log } = kept();
    log.info({ pan: PAN, pin: '1234', request: { pan: PAN }, card: { pan: PAN, track2: PAN, pinBlock: 'AB' } }, 'A mistake.');
    expect(lines.join('')).not.toMatch(/957899|1234|"AB"/);
  });

  test('a fault is logged by its kind and place; only our own sentences are quoted', () => {
    const { lines, log } = kept();
    const metrics = new Metrics(log);
    metrics.fault('authorize', new TypeError(`cannot read ${PAN}`));
    metrics.fault('authorize', new StoreError('faulty', 'A script failed.'));
    metrics.fault('authorize', PAN);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('TypeError at ');
    expect(lines[1]).toContain('StoreError faulty: A script failed.');
    expect(lines.join('')).not.toContain(PAN);
  });
});

test('card data in fields and sentences is hidden', () => {
  const { lines, log } = kept();
  log.info(
    { merchantName: 'A 9578991234567892=28112011234567890 B', atMs: 1_793_000_000_000 },
    'card 9578-9912-3456-7892 of "9578991234567893"',
  );
  log.warn('track %s', '%B9578991234567892^DOE/JANE^28112011234567890?');
  const text = lines.join('');
  expect(text).not.toMatch(/123456|3456|JANE|234567890/);
  expect(text).toContain('1793000000000');
  expect(text).toContain('957899******');
});
