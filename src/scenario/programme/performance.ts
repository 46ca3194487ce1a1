/** How the office does what a step says: one row for each action, in the files beside this one. */
import type { Actor } from '../../programme/core/actor.ts';
import type { FileStep } from '../scenario-schema.ts';
import type { Registered, World } from './world.ts';

export interface Asked<Value> {
  readonly value: Value;
  readonly file: FileStep;
  readonly actor: Actor;
  readonly world: World;
}

/** What the person sees afterwards, in one line, and what a later step can name. */
export interface Done extends Registered {
  readonly shown: string;
}

export type Perform<Key extends keyof FileStep> = (asked: Asked<NonNullable<FileStep[Key]>>) => Promise<Done>;
