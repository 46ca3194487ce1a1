/** Where the listeners of a running server are. */

/** An open ISO 8583 listener. */
export interface IsoPort {
  readonly port: number;
  /** The dialect's name. */
  readonly dialect: string;
  /** For people: `ISO 8583 1987-ascii, 2-byte header`. */
  readonly description: string;
  readonly isTls: boolean;
}

/** The actual ports, also where the setting is 0. */
export interface Ports {
  readonly protobuf: number;
  readonly protobufIsTls: boolean;
  readonly iso8583: readonly IsoPort[];
  readonly http: number;
  readonly httpIsTls: boolean;
}
