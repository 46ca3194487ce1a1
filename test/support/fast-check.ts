/** Runs before each test file: prepares `expect`, and sets up the properties of the `.fc.` files, which are the only ones that load fast-check. */
import { expect, vi } from 'vitest';
// Once in a worker: what it adds to `expect` stays.
import './equal-bytes.ts';
import { PROPERTY_SETTINGS, PROPERTY_TIMEOUT_MS } from './property-settings.ts';

if (expect.getState().testPath?.includes('.fc.')) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal(PROPERTY_SETTINGS);
  vi.setConfig({ testTimeout: PROPERTY_TIMEOUT_MS });
}
