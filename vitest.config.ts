import { defineConfig } from 'vitest/config';
import { findPostgres } from './test/support/postgres-binary.ts';

const NOT_UNIT = ['redis', 'postgres', 'e2e', 'browser'].map((suffix) => `test/**/*.${suffix}.test.ts`);

/** Only ends tests that hang: the machine may be slow and busy, and no test judges by the time it takes. */
const HANGS = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000 } } };

/** Of the back office: they run on PGlite as unit tests, and again on PostgreSQL. */
const ON_BOTH_DATABASES = ['agreements', 'end', 'payments', 'roles', 'transfers', 'users'].map(
  (folder) => `test/programme/${folder}/*.test.ts`,
);
const hasPostgres = (process.env['POSTGRES_URL'] ?? '') !== '' || typeof findPostgres() !== 'string';

export default defineConfig({
  test: {
    // Vitest leaves one core to itself, which is half of a small machine.
    maxWorkers: '100%',
    // A worker loads each module once, not once for each of some 500 files: that took a third of the run.
    isolate: false,
    // .ci/run counts the tests from the JSON report.
    reporters: ['default', ['json', { outputFile: 'node_modules/.cache/aksept/tests.json' }]],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: NOT_UNIT,
          setupFiles: ['test/support/fast-check.ts'],
          // The server starts its inspector as a process of its own.
          globalSetup: ['test/support/dist-global-setup.ts'],
          ...HANGS,
        },
      },
      {
        extends: true,
        test: {
          name: 'redis',
          include: ['test/**/*.redis.test.ts'],
          setupFiles: ['test/support/fast-check.ts'],
          globalSetup: ['test/support/redis-global-setup.ts'],
          ...HANGS,
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/**/*.postgres.test.ts', ...(hasPostgres ? ON_BOTH_DATABASES : [])],
          env: { OFFICE_TESTS_ON: 'postgres' },
          setupFiles: ['test/support/fast-check.ts'],
          globalSetup: ['test/support/postgres-global-setup.ts'],
          ...HANGS,
        },
      },
      {
        extends: true,
        // Spawns dist/cli.js, after everybody else: its servers and generators take much of a small machine.
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e.test.ts'],
          globalSetup: ['test/support/dist-global-setup.ts'],
          sequence: { groupOrder: 1 },
          ...HANGS,
        },
      },
      {
        extends: true,
        // Last: each worker has one browser, which all of its files share.
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          globalSetup: ['test/support/browser-global-setup.ts'],
          sequence: { groupOrder: 2 },
          ...HANGS,
        },
      },
    ],
  },
});
