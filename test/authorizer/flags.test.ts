import { expect, test } from 'vitest';
import { FLAGS, type TransactionResponse } from '../../src/protocol/message.ts';
import { protobufCodec } from '../../src/protocol/protobuf/codec.ts';
import { read } from '../support/sources.ts';
import { advice, worldOf } from './lifecycle-messages.ts';

test('the flags of the messages and of the wire contract are the same', () => {
  const body = /enum Flag \{([^}]*)\}/.exec(read('proto/aksept/v1/authorization.proto'))?.[1] ?? '';
  const inProto = [...body.matchAll(/^\s*FLAG_(\w+)\s*=\s*(\d+)/gm)].map((match) => `${match[1]} ${match[2]}`);
  const protoName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  expect(inProto).toEqual(['UNSPECIFIED 0', ...FLAGS.map(({ name, protobuf }) => `${protoName(name)} ${protobuf}`)]);
});

test.each([...FLAGS.map(({ name }) => name), ''] as const)('a response carries the flag "%s"', async (flag) => {
  const response: TransactionResponse = { ...(await (await worldOf()).say(advice('offlineApproval', 1))), flag };
  expect(protobufCodec.decodeResponse(protobufCodec.encodeResponse(response))).toEqual({ kind: 'message', message: response });
});
