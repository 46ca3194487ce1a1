/** The log at a terminal: one readable line for each JSON line, with the same protection of card data. */
import { expect, test } from 'vitest';
import { createLog } from '../../src/server/log.ts';
import { readableLog } from '../../src/server/readable-log.ts';

function logged(color: boolean, write: (log: ReturnType<typeof createLog>) => void): readonly string[] {
  const lines: string[] = [];
  write(
    createLog('debug', readableLog({ color, plain: ['It serves.'], write: (text) => lines.push(text.replace(/\d\d:\d\d:\d\d/, 'TIME')) })),
  );
  return lines;
}

test('has time, level, sentence and fields', () => {
  const lines = logged(false, (log) => {
    log.info('It has begun.');
    log.warn({ peer: '127.0.0.1:5', reason: 'not known', count: 2 }, 'A line.');
    log.error({ list: ['a'] }, 'An error.');
    log.debug('A detail.');
    log.info({ store: 'memory:' }, 'It serves.');
  });
  expect(lines).toEqual([
    'TIME info  It has begun.\n',
    'TIME WARN  A line. peer=127.0.0.1:5 reason="not known" count=2\n',
    'TIME ERROR An error. list=["a"]\n',
    'TIME debug A detail.\n',
    'TIME info  It serves.\n',
  ]);
});

test('has colours only when asked, and no control characters of its own content', () => {
  expect(logged(true, (log) => log.warn('Slow.'))).toEqual(['\u001b[2mTIME\u001b[22m \u001b[33mWARN \u001b[39m Slow.\n']);
  expect(logged(false, (log) => log.warn({ name2: 'a\u001b[31mb' }, 'x\u001b[2J'))[0]).not.toContain('\u001b');
});

test('shows no card data', () => {
  const [line = ''] = logged(false, (log) => log.warn({ pan: '9578990000000005', text: 'of 9578990000000005' }, 'Card 9578990000000005.'));
  expect(line).not.toContain('9578990000000005');
});

test('passes on what is no JSON', () => {
  const lines: string[] = [];
  readableLog({ color: false, plain: [], write: (text) => lines.push(text) }).write('plain\n');
  expect(lines).toEqual(['plain\n']);
});
