/** Limits of the connections to PostgreSQL. */

/** Connections of one process. */
export const CONNECTIONS_MAX = 10;
/** Until a connection is made, or one of the pool is free. */
export const CONNECT_TIMEOUT_MS = 10_000;
/** The server cancels a statement that runs longer. */
export const STATEMENT_TIMEOUT_MS = 30_000;
/** A server that says nothing for so long has gone: its own limit would have come first. */
export const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
/** The server ends a transaction whose process does nothing for so long. */
export const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
/** A connection that is not used for so long is closed. */
export const IDLE_CONNECTION_MS = 30_000;
/** One migration, the wait for other processes that migrate included. */
export const MIGRATION_TIMEOUT_MS = 600_000;
/** Oldest version of PostgreSQL, as `server_version_num` gives it. */
export const SERVER_VERSION_MIN = 150_000;
