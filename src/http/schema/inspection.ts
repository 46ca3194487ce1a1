/** Request and response of POST /v1/inspect. */
import { z } from 'zod';
import { HEADER_NAMES } from '../../protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES } from '../../protocol/iso8583/dialect/dialect-file.ts';

const TEXT_MAX = 262_144;

export const INSPECTION = z.strictObject({
  /** In any form that `aksept inspect` reads. */
  text: z.string().min(1).max(TEXT_MAX),
  dialect: z.enum(DIALECT_NAMES).or(z.literal('')).default(''),
  header: z.enum(HEADER_NAMES).or(z.literal('')).default(''),
});

/** One row of a message that is taken apart; card data are stars. */
export const ROW = z.object({
  kind: z.string().exactOptional(),
  /** The number of the element, or of the field. */
  element: z.number().exactOptional(),
  name: z.string(),
  offset: z.number(),
  byteCount: z.number(),
  /** Hex of what stands before the value. */
  lengthBytes: z.string().exactOptional(),
  bytes: z.string(),
  value: z.string(),
  meaning: z.string(),
  parts: z
    .array(z.object({ label: z.string(), value: z.string(), meaning: z.string(), offset: z.number().exactOptional() }))
    .readonly()
    .exactOptional(),
});

const CAUSE = z.object({ cause: z.string(), sentence: z.string() });

/** Of what `aksept inspect --json` prints (docs/inspect.md), the members that every message has. */
const MESSAGE = z.looseObject({
  inOrder: z.boolean(),
  header: z.string(),
  dialect: z.string(),
  mti: z.string(),
  byteCount: z.number(),
  rows: z.array(ROW).readonly(),
  causes: z.array(CAUSE).readonly().optional(),
});

export const INSPECTED = z.object({
  inputs: z
    .array(
      z.looseObject({
        kind: z.string(),
        messages: z.array(MESSAGE).readonly(),
        notes: z.array(z.string()).readonly(),
        faults: z.array(z.string()).readonly().optional(),
      }),
    )
    .readonly(),
});
