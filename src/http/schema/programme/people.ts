/** Users of the back office: who they are, what they may do. */
import { z } from 'zod';
import { CARD_TYPES, PROGRAMMES } from '../../../programme/core/programmes.ts';
import { ID, LANGUAGE, TEXT } from './shared.ts';

export const USER_PATH = z.object({ user: z.string().max(12) });

/** Of the chooser on top of the console. */
export const CHOOSABLE_USERS = z.object({
  users: z.array(z.object({ userId: z.string(), name: z.string(), isBank: z.boolean() })).readonly(),
});

const OWN_SUBSCRIPTION = z.object({
  subscriptionId: ID,
  agreementNumber: z.string(),
  name: z.string(),
  programme: z.enum(PROGRAMMES),
  cardTypes: z.array(z.enum(CARD_TYPES)).readonly(),
  isAdministrator: z.boolean(),
  isBestiller: z.boolean(),
});

/** A user of the bank gets all subscriptions, and is administrator of none. */
export const ME = z.object({
  userId: z.string(),
  name: z.string(),
  language: LANGUAGE,
  isBank: z.boolean(),
  /** The instant of the office's clock. */
  nowMs: z.number(),
  subscriptions: z.array(OWN_SUBSCRIPTION).readonly(),
});

export const USER_REGISTRATION = z.strictObject({
  userId: TEXT.optional(),
  name: TEXT,
  isBank: z.boolean().default(false),
  nationalNumber: TEXT.optional(),
  language: LANGUAGE.optional(),
});

export const REGISTERED_USER = z.object({ userId: z.string(), calculatorSerial: z.string().optional() });

/** What the calculator of a user shows; of the simulation only. */
export const CALCULATOR_CODE = z.object({ serial: z.string(), code: z.string() });
