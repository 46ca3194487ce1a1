/** Where the log of a segment ends. */
export interface SegmentEnd {
  readonly name: string;
  readonly end: number;
}

/** What cannot be read of a log, and where. */
export interface Damage {
  readonly name: string;
  readonly byte: number;
  /** Behind the last byte that cannot be read. */
  readonly endByte: number;
  /** Ends a sentence that begins with the name of the file: `is damaged at byte 5120: …`. */
  readonly what: string;
  /** Nothing of the file can be read, or it is not there. */
  readonly isWholeFile: boolean;
  /** A later version wrote the file; nothing is damaged. */
  readonly isNewer: boolean;
  /** Where what can be read before it ends; undefined: nothing can. */
  readonly previous: SegmentEnd | undefined;
  /** The first batch that is missing. */
  readonly batch: number;
  /** Its first record; undefined when it is not known. */
  readonly record: number | undefined;
  /** What comes next and can be read; undefined: nothing does. */
  readonly next: DamageEnd | undefined;
  /** A snapshot holds what came of the records that are missing. */
  readonly isHistory: boolean;
}

export interface DamageEnd {
  readonly batch: number;
  readonly record: number;
}

/** For a StoreFileError: file, byte and what to do. */
export function damageSentence(folder: string, { name, what, isNewer }: Damage): string {
  return isNewer ? `${folder}/${name} ${what}.` : `${folder}/${name} ${what}; ${repairAdvice(folder)}.`;
}

export function repairAdvice(folder: string): string {
  return `restore the folder from a copy, or run: aksept journal repair ${folder}`;
}
