/** Response of GET /v1/profiles. */
import { z } from 'zod';
import { CHANNELS, type Profile } from '../../limits/rules/profile.ts';
import { ENTRY_MODES, TERMINAL_TYPES, TRANSACTION_TYPES } from '../../protocol/message.ts';
import { namesOf } from './transaction.ts';

const FILTER = z.object({
  channels: z.array(z.enum(CHANNELS)).readonly().exactOptional(),
  types: z
    .array(z.enum(namesOf(TRANSACTION_TYPES)))
    .readonly()
    .exactOptional(),
  mccs: z.array(z.number()).readonly().exactOptional(),
  exceptMccs: z.array(z.number()).readonly().exactOptional(),
});

const WINDOW = z.union([
  z.object({ kind: z.literal('trailing'), durationMs: z.number() }),
  z.object({ kind: z.literal('calendarDays'), days: z.number() }),
]);

const LIMIT = z.object({
  name: z.string(),
  filter: FILTER,
  window: WINDOW,
  amountMinor: z.number(),
  /** 0: no limit on the number of uses. */
  countMax: z.number(),
});

export const PROFILE = z.object({
  name: z.string(),
  pinTriesMax: z.number(),
  domesticOnly: z.boolean(),
  types: z.array(z.enum(namesOf(TRANSACTION_TYPES))).readonly(),
  entryModes: z.array(z.enum(namesOf(ENTRY_MODES))).readonly(),
  terminalTypes: z.array(z.enum(namesOf(TERMINAL_TYPES))).readonly(),
  /** In the order in which they are checked. */
  limits: z.array(LIMIT).readonly(),
}) satisfies z.ZodType<Profile>;

/** `default`: the profile of a card that is issued without one. */
export const PROFILES = z.object({ profiles: z.array(PROFILE).readonly(), default: z.string() });
