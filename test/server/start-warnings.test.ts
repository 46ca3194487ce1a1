import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyRingWarning, openFilesWarning } from '../../src/server/start-warnings.ts';
import { startTestApp } from './app-fixture.ts';

const LIMITS = `Limit                     Soft Limit           Hard Limit           Units
Max open files            1024                 524288               files
Max locked memory         8388608              8388608              bytes
`;

describe('what is told at the start', () => {
  test('a limit of open files below connectionsMax', () => {
    expect(openFilesWarning(LIMITS, 1_025)).toBe(
      'The limit of open files (ulimit -n) is 1024, below connectionsMax 1025; raise the limit, or lower connectionsMax.',
    );
    expect(openFilesWarning(LIMITS, 1_024)).toBeUndefined();
    expect(openFilesWarning(LIMITS.replace('1024 ', 'unlimited '), 1_000_000)).toBeUndefined();
    expect(openFilesWarning('', 1_000_000)).toBeUndefined();
  });

  test.each([
    [0o600, false],
    [0o400, false],
    [0o640, true],
    [0o604, true],
    [0o777, true],
  ])('a key ring with mode %o', async (mode, warns) => {
    const server = await startTestApp();
    const keys = join(server.folder, 'keys.json');
    try {
      chmodSync(keys, mode);
      const octal = mode.toString(8).padStart(4, '0');
      const sentence = `The key ring ${keys} is open to other users (mode ${octal}); run chmod 600 ${keys}.`;
      expect(keyRingWarning(keys)).toBe(warns ? sentence : undefined);
    } finally {
      await server.stop();
    }
  });

  test('a start has one line for each', async () => {
    const first = await startTestApp({ connectionsMax: 10 });
    try {
      const keys = join(first.folder, 'keys.json');
      chmodSync(keys, 0o644);
      const second = await startTestApp({ keys, connectionsMax: 10 });
      await second.stop();
      expect(second.log.lines.filter((line) => line.startsWith('warn') && line.includes('chmod 600'))).toHaveLength(1);
      expect(first.log.lines.filter((line) => line.startsWith('warn'))).toEqual([]);
    } finally {
      await first.stop();
    }
  });
});
