/** Response of GET /v1/settings. */
import { z } from 'zod';

const LISTENER = z.object({
  /** For people: `protobuf`, `ISO 8583 1987-ascii, 2-byte header`, `HTTP`. */
  name: z.string(),
  address: z.string(),
  isTls: z.boolean(),
  /** Until when its certificate is valid; null without TLS. */
  certificateNotAfterMs: z.number().nullable(),
});

const SETTING = z.object({
  name: z.string(),
  /** In one line; secrets and passwords are stars. */
  value: z.string(),
  unit: z.string(),
  isDefault: z.boolean(),
  /** `program`: the program that started the server set it. */
  source: z.enum(['default', 'file', 'environment', 'flag', 'program']),
  /** The environment variable. */
  variable: z.string(),
  about: z.string(),
});

export const SERVER_INFO = z.object({
  version: z.string(),
  nodeVersion: z.string(),
  startedAtMs: z.number(),
  /** Without credentials. */
  store: z.string(),
  /** The key ring: names and check values, no keys. */
  keys: z.string(),
  listeners: z.array(LISTENER).readonly(),
  settings: z.array(SETTING).readonly(),
});

export type ServerInfo = z.infer<typeof SERVER_INFO>;
