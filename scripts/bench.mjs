// Compiles src/ and bench/ beside each other and runs the benchmark suite; arguments go to bench/main.ts.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './freshness.mjs';

const OUT = join(ROOT, 'node_modules/.cache/aksept/bench');
rmSync(OUT, { recursive: true, force: true });
const tsc = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(ROOT, 'tsconfig.bench.json')], {
  stdio: 'inherit',
});
if (tsc.status !== 0) process.exit(1);
for (const folder of ['src/protocol/protobuf/gen', 'src/protocol/iso8583/dialect/dialects', 'src/limits/stores/redis']) {
  for (const name of readdirSync(join(ROOT, folder))) {
    if (/\.(js|lua|json)$/.test(name)) cpSync(join(ROOT, folder, name), join(OUT, folder, name));
  }
}
symlinkSync(join(ROOT, 'package.json'), join(OUT, 'package.json'));
// The suite `beside` opens the console, when it is built.
if (existsSync(join(ROOT, 'dist/console'))) symlinkSync(join(ROOT, 'dist/console'), join(OUT, 'src/console'));
const run = spawnSync(process.execPath, [join(OUT, 'bench/main.js'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: ROOT });
process.exit(run.status ?? 1);
