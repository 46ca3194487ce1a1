// Writes dist/http/openapi/openapi.json and docs.html: the documentation of the routes, which a server only sends. Making it takes
// a tenth of a second, in which no terminal would be answered.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsWith } from '../dist/config/settings.js';
import { startApp } from '../dist/server/app.js';
import { ROOT } from './freshness.mjs';

const FILES = { 'openapi.json': '/openapi.json', 'docs.html': '/docs' };

const folder = mkdtempSync(join(tmpdir(), 'aksept-build-'));
const settings = settingsWith({ keys: join(folder, 'keys.json'), protobufPort: 0, httpPort: 0, iso8583: 'none', logLevel: 'silent' });
try {
  const app = await startApp(settings);
  try {
    for (const [name, path] of Object.entries(FILES)) {
      const response = await fetch(`http://127.0.0.1:${app.ports.http}${path}`);
      if (!response.ok) throw new Error(`GET ${path} was answered ${response.status}.`);
      writeFileSync(join(ROOT, 'dist/http/openapi', name), await response.text());
    }
  } finally {
    await app.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
