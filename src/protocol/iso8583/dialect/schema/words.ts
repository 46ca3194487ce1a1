/** Faults in a dialect's file. */

/** Where it is and what is wrong. Together they read `elements.2.format must be ...`. */
export interface Fault {
  readonly place: string;
  readonly what: string;
}

/** Faults as a check finds them. */
export type Faults = Generator<Fault, void, undefined>;
