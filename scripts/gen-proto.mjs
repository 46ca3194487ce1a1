// Generates src/protocol/protobuf/gen/ from the .proto. `--check DIR` writes there instead, for the freshness test.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = process.argv[2] === '--check' ? process.argv[3] : join(root, 'src/protocol/protobuf/gen');
mkdirSync(out, { recursive: true });
execFileSync(
  process.execPath,
  [
    join(root, 'node_modules/protobufjs-cli/bin/pbjs'),
    ...'-t static-module -w esm --dts --no-service --no-delimited --no-verify --no-convert --no-typeurl --no-create'.split(' '),
    ...['-r', 'aksept', '-o', join(out, 'authorization.js')],
    join(root, 'proto/aksept/v1/authorization.proto'),
  ],
  { stdio: 'inherit' },
);
