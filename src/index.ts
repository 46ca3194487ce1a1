/** The library's public surface, described in docs/architecture.md; everything else may change in any release. */
export { type App, type AppOptions, type IsoPort, startApp } from './app.ts';
export { ConfigError, type Settings, settingsWith } from './config.ts';

export { CARD_STATUSES, type CardRecord, type CardStatus, type NewCard } from './limits/card.ts';
export { createMemoryStore, type MemoryStoreOptions } from './limits/memory-store.ts';
export { BUILT_IN_PROFILES, KRONEKORT, type Limit, type LimitFilter, NESTED, type Profile, type ProfileSet } from './limits/profile.ts';
export { ProfileError, readProfiles } from './limits/profile-file.ts';
export { createRedisStore, type RedisStoreOptions } from './limits/redis-store.ts';
export {
  type Attempt,
  type CardChange,
  type CardSnapshot,
  type Decision,
  type FollowUp,
  type Store,
  StoreError,
  type StoreErrorCode,
} from './limits/store.ts';
export { LoadError } from './load/books.ts';
export { type ConnectOptions, connect } from './load/connect.ts';
export { type RunLoadOptions, runLoad } from './load/run.ts';
export { type BlockCipher, createBlockCipher } from './pin/block-cipher.ts';
export { decipherPinBlock, encipherPinBlock } from './pin/enciphered-pin-block.ts';
export { generateTestKeyRing, type KeyRing, loadKeyRing } from './pin/key-ring.ts';
export { createMessageMac } from './pin/message-mac.ts';
export { createPanTokenizer, type PanTokenizer } from './pin/pan-token.ts';
export type { DecodedPin } from './pin/pin-block.ts';
export { createPinChecker, createPinEncrypter, type PinCheck, type PinChecker, type PinEncrypter } from './pin/pin-check.ts';
export { visaPvv } from './pin/pin-verification-value.ts';
export type { RandomBytes } from './pin/random-bytes.ts';
export { KeyRingError } from './pin/ring-key.ts';
export type { Codec, Decoded, Known } from './protocol/codec.ts';
export { FrameError, type FrameErrorCode } from './protocol/errors.ts';
export { encodeFrame, FRAME_BYTES_MAX, FrameReader, HEADER_4B, type HeaderKind, headerKind } from './protocol/frame.ts';
export { createIsoCodec, type IsoCodecOptions } from './protocol/iso8583/codec.ts';
export type { Dialect, HeaderName } from './protocol/iso8583/dialect.ts';
export { DIALECT_NAMES, DialectError, loadDialect } from './protocol/iso8583/dialect-file.ts';
export type { MessageMac } from './protocol/iso8583/message-mac.ts';
export type {
  LimitHeadroom,
  NetworkRequest,
  NetworkResponse,
  OriginalData,
  Request,
  Response,
  TransactionRequest,
  TransactionResponse,
} from './protocol/message.ts';
export { isApproval, isOutcome, OUTCOMES, type Outcome, type OutcomeRow, outcomeRow } from './protocol/outcome.ts';
export { protobufCodec } from './protocol/protobuf.ts';
export { EMPTY_REQUEST } from './protocol/protobuf-transaction.ts';
export { type RunScenarioOptions, runScenario, type ScenarioResult, type StepResult } from './scenario/run-scenario.ts';
export { ScenarioError } from './scenario/scenario.ts';
export type { ScenarioInput } from './scenario/scenario-schema.ts';
export { type Clock, systemClock } from './terminal-sim/clock.ts';
export type { Conversation, Heard, Said } from './terminal-sim/conversation.ts';
export { Link, type LinkOptions, type Transport, type Waiter } from './terminal-sim/link/link.ts';
export {
  type CardInHand,
  type Connection,
  LiveTerminal as Terminal,
  type Transaction,
  type TransactionOptions,
} from './terminal-sim/live-terminal.ts';
export { type LoadMode, type LoadOptions, type LoadResult, LoadRun } from './terminal-sim/load.ts';
export type { Report } from './terminal-sim/report/report.ts';
export type { WorkloadInput } from './terminal-sim/workload/workload-schema.ts';
