/** The public API of the library (docs/library.md). Everything else can change in any release. */

export { CARD_STATUSES, type CardStatus } from './cards/status.ts';
export { ConfigError } from './config/config-error.ts';
export { settingsWith } from './config/settings.ts';
export type { Settings } from './config/settings-table.ts';
export type { Attempt, FollowUp } from './limits/rules/command.ts';
export type { Decision } from './limits/rules/decision.ts';
export {
  BUILT_IN_PROFILES,
  KRONEKORT,
  type Limit,
  type LimitFilter,
  NESTED,
  type Profile,
  type ProfileSet,
} from './limits/rules/profile.ts';
export { ProfileError, readProfiles } from './limits/rules/profile-file.ts';
export type { CardChange, CardRecord, NewCard } from './limits/state/card.ts';
export type { CardSnapshot } from './limits/state/card-snapshot.ts';
export { type Store, StoreError, type StoreErrorCode } from './limits/store.ts';
export { createMemoryStore, type MemoryStoreOptions } from './limits/stores/memory/store.ts';
export { createRedisStore, type RedisStoreOptions } from './limits/stores/redis/store.ts';
export { type BlockCipher, createBlockCipher } from './pin/cipher/block-cipher.ts';
export { decipherPinBlock, encipherPinBlock } from './pin/enciphered-pin-block.ts';
export { generateTestKeyRing, type KeyRing, loadKeyRing } from './pin/keys/key-ring.ts';
export { KeyRingError } from './pin/keys/ring-key.ts';
export { createMessageMac } from './pin/mac/message-mac.ts';
export { createPanTokenizer, type PanTokenizer } from './pin/pan-token.ts';
export type { DecodedPin } from './pin/pin-block.ts';
export { visaPvv } from './pin/pin-verification-value.ts';
export {
  createPinEncrypter,
  createPinVerifier,
  type PinCheckRequest,
  type PinCheckResult,
  type PinEncrypter,
  type PinVerifier,
  type RingPinVerifier,
} from './pin/pin-verifier.ts';
export type { RandomBytes } from './pin/random-bytes.ts';
export type { Codec, Decoded, Known } from './protocol/codec.ts';
export { FrameError, type FrameErrorCode } from './protocol/errors.ts';
export type { LimitHeadroom } from './protocol/explanation.ts';
export { encodeFrame, FRAME_BYTES_MAX, FrameReader, HEADER_4B, type HeaderKind, headerKind } from './protocol/framing/frame.ts';
export { createIsoCodec, type IsoCodecOptions } from './protocol/iso8583/codec/codec.ts';
export type { MessageMac } from './protocol/iso8583/codec/message-mac.ts';
export type { Dialect, HeaderName } from './protocol/iso8583/dialect/dialect.ts';
export { DIALECT_NAMES, DialectError, loadDialect } from './protocol/iso8583/dialect/dialect-file.ts';
export type {
  NetworkRequest,
  NetworkResponse,
  OriginalData,
  Request,
  Response,
  TransactionRequest,
  TransactionResponse,
} from './protocol/message.ts';
export { isApproval, isOutcome, OUTCOMES, type Outcome, type OutcomeRow, outcomeRow } from './protocol/outcome.ts';
export { protobufCodec } from './protocol/protobuf/codec.ts';
export { EMPTY_REQUEST } from './protocol/protobuf/transaction.ts';
export { type RunScenarioOptions, runScenario, type ScenarioResult, type StepResult } from './scenario/run-scenario.ts';
export { ScenarioError } from './scenario/scenario.ts';
export type { ScenarioInput } from './scenario/scenario-schema.ts';
export { type App, type AppOptions, startApp } from './server/app.ts';
export type { IsoPort } from './server/ports.ts';
export { type Clock, systemClock } from './terminal-sim/clock.ts';
export { type ConnectOptions, connect } from './terminal-sim/connect.ts';
export type { Conversation, Reply, RequestOrPause } from './terminal-sim/conversation.ts';
export { Link, type LinkOptions } from './terminal-sim/link/link.ts';
export type { Transport, Waiter } from './terminal-sim/link/transport.ts';
export {
  type CardInHand,
  type Connection,
  LiveTerminal as Terminal,
  type Transaction,
  type TransactionOptions,
} from './terminal-sim/live-terminal.ts';
export type { Report } from './terminal-sim/report/report.ts';
export { LoadError } from './terminal-sim/run/books/books.ts';
export type { LoadMode, LoadRunOptions, LoadRunResult } from './terminal-sim/run/engine/load-mode.ts';
export { LoadRun } from './terminal-sim/run/engine/load-run.ts';
export { type RunLoadOptions, runLoad } from './terminal-sim/run/run.ts';
export type { WorkloadInput } from './terminal-sim/workload/workload-schema.ts';
