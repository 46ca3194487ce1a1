// Generates src/protocol/protobuf/gen/ from the .proto. `--check DIR` writes there instead, for the freshness test.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = process.argv[2] === '--check' ? process.argv[3] : join(root, 'src/protocol/protobuf/gen');
mkdirSync(out, { recursive: true });

function run(target, file) {
  const pbjs = join(root, 'node_modules/protobufjs-cli/bin/pbjs');
  const proto = join(root, 'proto/aksept/v1/authorization.proto');
  execFileSync(process.execPath, [pbjs, ...target, '-o', join(out, file), proto], { stdio: 'inherit' });
}

const MODULE = '-t static-module -w esm --dts --no-service --no-delimited --no-verify --no-convert --no-typeurl --no-create -r aksept';
run(MODULE.split(' '), 'authorization.js');
// Names and numbers of the fields, for those who list messages.
run('-t json --keep-case'.split(' '), 'authorization.json');
