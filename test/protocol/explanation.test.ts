import { expect, test } from 'vitest';
import { CHECK_VERDICTS, CHECKS, NEVER_REASONS } from '../../src/protocol/explanation.ts';
import { protobufCodec } from '../../src/protocol/protobuf/codec.ts';
import { read } from '../support/sources.ts';
import { FULL_RESPONSE } from './sample-messages.ts';

const { decodeResponse, encodeResponse } = protobufCodec;

function protoName(prefix: string, name: string): string {
  return `${prefix}_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

test.each([
  ['Check', 'CHECK', CHECKS],
  ['CheckVerdict', 'CHECK_VERDICT', CHECK_VERDICTS],
  ['NeverReason', 'NEVER_REASON', NEVER_REASONS],
])('the enum %s of the wire contract has the names and numbers of the table', (name, prefix, table) => {
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(read('proto/aksept/v1/authorization.proto'))?.[1] ?? '';
  const inProto = [...body.matchAll(/^\s*(\w+)\s*=\s*(\d+)/gm)].map(([, key, number]) => `${key} = ${number}`);
  const rows: readonly { readonly name: string; readonly protobuf: number }[] = table;
  expect(inProto).toEqual([`${prefix}_UNSPECIFIED = 0`, ...rows.map((row) => `${protoName(prefix, row.name)} = ${row.protobuf}`)]);
});

test('every check, verdict and reason comes over the wire, and an explanation of next to nothing', () => {
  const explanation = {
    ...{ atMs: 1, limits: [], coverage: undefined, earliestApprovalMs: 0, textEn: '', textNb: '' },
    checks: CHECKS.flatMap(({ name: check }) => CHECK_VERDICTS.map(({ name: verdict }) => ({ check, verdict, seen: '' }))),
  };
  for (const neverBecause of ['' as const, ...NEVER_REASONS.map(({ name }) => name)]) {
    const message = { ...FULL_RESPONSE, explanation: { ...explanation, neverBecause } };
    expect(decodeResponse(encodeResponse(message))).toEqual({ kind: 'message', message });
  }
  const without = { ...FULL_RESPONSE, explanation: undefined };
  expect(decodeResponse(encodeResponse(without))).toEqual({ kind: 'message', message: without });
});
