/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["aksept"] || ($protobuf.roots["aksept"] = {});

export const aksept = $root.aksept = (() => {

    /**
     * Namespace aksept.
     * @exports aksept
     * @namespace
     */
    const aksept = {};

    aksept.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof aksept
         * @namespace
         */
        const v1 = {};

        v1.Envelope = (function() {

            /**
             * Properties of an Envelope.
             * @typedef {Object} aksept.v1.Envelope.$Properties
             * @property {aksept.v1.TransactionRequest.$Properties|null} [authorizationRequest] Envelope authorizationRequest
             * @property {aksept.v1.TransactionRequest.$Properties|null} [financialRequest] Envelope financialRequest
             * @property {aksept.v1.TransactionRequest.$Properties|null} [adviceRequest] Envelope adviceRequest
             * @property {aksept.v1.TransactionRequest.$Properties|null} [reversalRequest] Envelope reversalRequest
             * @property {aksept.v1.NetworkManagementRequest.$Properties|null} [networkManagementRequest] Envelope networkManagementRequest
             * @property {aksept.v1.TransactionResponse.$Properties|null} [authorizationResponse] Envelope authorizationResponse
             * @property {aksept.v1.TransactionResponse.$Properties|null} [financialResponse] Envelope financialResponse
             * @property {aksept.v1.TransactionResponse.$Properties|null} [adviceResponse] Envelope adviceResponse
             * @property {aksept.v1.TransactionResponse.$Properties|null} [reversalResponse] Envelope reversalResponse
             * @property {aksept.v1.NetworkManagementResponse.$Properties|null} [networkManagementResponse] Envelope networkManagementResponse
             * @property {"authorizationRequest"|"financialRequest"|"adviceRequest"|"reversalRequest"|"networkManagementRequest"|"authorizationResponse"|"financialResponse"|"adviceResponse"|"reversalResponse"|"networkManagementResponse"} [body] Envelope body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Envelope.
             * @memberof aksept.v1
             * @interface IEnvelope
             * @augments aksept.v1.Envelope.$Properties
             * @deprecated Use aksept.v1.Envelope.$Properties instead.
             */

            /**
             * Narrowed shape of an Envelope.
             * @typedef {{
             *   authorizationRequest?: aksept.v1.TransactionRequest.$Shape|null;
             *   financialRequest?: aksept.v1.TransactionRequest.$Shape|null;
             *   adviceRequest?: aksept.v1.TransactionRequest.$Shape|null;
             *   reversalRequest?: aksept.v1.TransactionRequest.$Shape|null;
             *   networkManagementRequest?: aksept.v1.NetworkManagementRequest.$Shape|null;
             *   authorizationResponse?: aksept.v1.TransactionResponse.$Shape|null;
             *   financialResponse?: aksept.v1.TransactionResponse.$Shape|null;
             *   adviceResponse?: aksept.v1.TransactionResponse.$Shape|null;
             *   reversalResponse?: aksept.v1.TransactionResponse.$Shape|null;
             *   networkManagementResponse?: aksept.v1.NetworkManagementResponse.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "authorizationRequest"; authorizationRequest: aksept.v1.TransactionRequest.$Shape; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "financialRequest"; authorizationRequest?: null; financialRequest: aksept.v1.TransactionRequest.$Shape; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "adviceRequest"; authorizationRequest?: null; financialRequest?: null; adviceRequest: aksept.v1.TransactionRequest.$Shape; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "reversalRequest"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest: aksept.v1.TransactionRequest.$Shape; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "networkManagementRequest"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest: aksept.v1.NetworkManagementRequest.$Shape; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "authorizationResponse"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse: aksept.v1.TransactionResponse.$Shape; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "financialResponse"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse: aksept.v1.TransactionResponse.$Shape; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "adviceResponse"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse: aksept.v1.TransactionResponse.$Shape; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "reversalResponse"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse: aksept.v1.TransactionResponse.$Shape; networkManagementResponse?: null }|{ body?: "networkManagementResponse"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse: aksept.v1.NetworkManagementResponse.$Shape })
             * )} aksept.v1.Envelope.$Shape
             */

            /**
             * Constructs a new Envelope.
             * @memberof aksept.v1
             * @classdesc Represents an Envelope.
             * @constructor
             * @param {aksept.v1.Envelope.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Envelope = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Envelope authorizationRequest.
             * @member {aksept.v1.TransactionRequest.$Properties|null|undefined} authorizationRequest
             * @memberof aksept.v1.Envelope
             * @instance
             */
            Envelope.prototype.authorizationRequest = null;

            /**
             * Envelope financialRequest.
             * @member {aksept.v1.TransactionRequest.$Properties|null|undefined} financialRequest
             * @memberof aksept.v1.Envelope
             * @instance
             */
            Envelope.prototype.financialRequest = null;

            /**
             * Envelope adviceRequest.
             * @member {aksept.v1.TransactionRequest.$Properties|null|undefined} adviceRequest
             * @memberof aksept.v1.Envelope
             * @instance
             */
            Envelope.prototype.adviceRequest = null;

            /**
             * Envelope reversalRequest.
             * @member {aksept.v1.TransactionRequest.$Properties|null|undefined} reversalRequest
             * @memberof aksept.v1.Envelope
             * @instance
             */
            Envelope.prototype.reversalRequest = null;

            /**
             * Envelope networkManagementRequest.
             * @member {aksept.v1.NetworkManagementRequest.$Properties|null|undefined} networkManagementRequest
             * @memberof aksept.v1.Envelope
             * @instance
             */
            Envelope.prototype.networkManagementRequest = null;

            /**
             * Envelope authorizationResponse.
             * @member {aksept.v1.TransactionResponse.$Properties|null|undefined} authorizationResponse
             * @memberof aksept.v1.Envelope
             * @instance
             */
            Envelope.prototype.authorizationResponse = null;

            /**
             * Envelope financialResponse.
             * @member {aksept.v1.TransactionResponse.$Properties|null|undefined} financialResponse
             * @memberof aksept.v1.Envelope
             * @instance
             */
            Envelope.prototype.financialResponse = null;

            /**
             * Envelope adviceResponse.
             * @member {aksept.v1.TransactionResponse.$Properties|null|undefined} adviceResponse
             * @memberof aksept.v1.Envelope
             * @instance
             */
            Envelope.prototype.adviceResponse = null;

            /**
             * Envelope reversalResponse.
             * @member {aksept.v1.TransactionResponse.$Properties|null|undefined} reversalResponse
             * @memberof aksept.v1.Envelope
             * @instance
             */
            Envelope.prototype.reversalResponse = null;

            /**
             * Envelope networkManagementResponse.
             * @member {aksept.v1.NetworkManagementResponse.$Properties|null|undefined} networkManagementResponse
             * @memberof aksept.v1.Envelope
             * @instance
             */
            Envelope.prototype.networkManagementResponse = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Envelope body.
             * @member {"authorizationRequest"|"financialRequest"|"adviceRequest"|"reversalRequest"|"networkManagementRequest"|"authorizationResponse"|"financialResponse"|"adviceResponse"|"reversalResponse"|"networkManagementResponse"|undefined} body
             * @memberof aksept.v1.Envelope
             * @instance
             */
            $Object.defineProperty(Envelope.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["authorizationRequest", "financialRequest", "adviceRequest", "reversalRequest", "networkManagementRequest", "authorizationResponse", "financialResponse", "adviceResponse", "reversalResponse", "networkManagementResponse"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link aksept.v1.Envelope.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.Envelope
             * @static
             * @param {aksept.v1.Envelope.$Properties} message Envelope message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Envelope.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.authorizationRequest != null && $Object.hasOwnProperty.call(message, "authorizationRequest"))
                    $root.aksept.v1.TransactionRequest.encode(message.authorizationRequest, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.financialRequest != null && $Object.hasOwnProperty.call(message, "financialRequest"))
                    $root.aksept.v1.TransactionRequest.encode(message.financialRequest, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.adviceRequest != null && $Object.hasOwnProperty.call(message, "adviceRequest"))
                    $root.aksept.v1.TransactionRequest.encode(message.adviceRequest, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.reversalRequest != null && $Object.hasOwnProperty.call(message, "reversalRequest"))
                    $root.aksept.v1.TransactionRequest.encode(message.reversalRequest, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.networkManagementRequest != null && $Object.hasOwnProperty.call(message, "networkManagementRequest"))
                    $root.aksept.v1.NetworkManagementRequest.encode(message.networkManagementRequest, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.authorizationResponse != null && $Object.hasOwnProperty.call(message, "authorizationResponse"))
                    $root.aksept.v1.TransactionResponse.encode(message.authorizationResponse, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.financialResponse != null && $Object.hasOwnProperty.call(message, "financialResponse"))
                    $root.aksept.v1.TransactionResponse.encode(message.financialResponse, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.adviceResponse != null && $Object.hasOwnProperty.call(message, "adviceResponse"))
                    $root.aksept.v1.TransactionResponse.encode(message.adviceResponse, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.reversalResponse != null && $Object.hasOwnProperty.call(message, "reversalResponse"))
                    $root.aksept.v1.TransactionResponse.encode(message.reversalResponse, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.networkManagementResponse != null && $Object.hasOwnProperty.call(message, "networkManagementResponse"))
                    $root.aksept.v1.NetworkManagementResponse.encode(message.networkManagementResponse, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.Envelope
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.Envelope & aksept.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Envelope.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.Envelope();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.authorizationRequest = $root.aksept.v1.TransactionRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.authorizationRequest);
                            message.body = "authorizationRequest";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.financialRequest = $root.aksept.v1.TransactionRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.financialRequest);
                            message.body = "financialRequest";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.adviceRequest = $root.aksept.v1.TransactionRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.adviceRequest);
                            message.body = "adviceRequest";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.reversalRequest = $root.aksept.v1.TransactionRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.reversalRequest);
                            message.body = "reversalRequest";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.networkManagementRequest = $root.aksept.v1.NetworkManagementRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.networkManagementRequest);
                            message.body = "networkManagementRequest";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.authorizationResponse = $root.aksept.v1.TransactionResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.authorizationResponse);
                            message.body = "authorizationResponse";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.financialResponse = $root.aksept.v1.TransactionResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.financialResponse);
                            message.body = "financialResponse";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.adviceResponse = $root.aksept.v1.TransactionResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.adviceResponse);
                            message.body = "adviceResponse";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.reversalResponse = $root.aksept.v1.TransactionResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.reversalResponse);
                            message.body = "reversalResponse";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.networkManagementResponse = $root.aksept.v1.NetworkManagementResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.networkManagementResponse);
                            message.body = "networkManagementResponse";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Envelope;
        })();

        v1.TransactionRequest = (function() {

            /**
             * Properties of a TransactionRequest.
             * @typedef {Object} aksept.v1.TransactionRequest.$Properties
             * @property {number|null} [stan] TransactionRequest stan
             * @property {string|null} [terminalId] TransactionRequest terminalId
             * @property {number|Long|null} [transmissionTimeMs] TransactionRequest transmissionTimeMs
             * @property {boolean|null} [repeat] TransactionRequest repeat
             * @property {string|null} [rrn] TransactionRequest rrn
             * @property {aksept.v1.TransactionType|null} [type] TransactionRequest type
             * @property {aksept.v1.Purpose|null} [purpose] TransactionRequest purpose
             * @property {number|Long|null} [amountMinor] TransactionRequest amountMinor
             * @property {number|Long|null} [cashbackMinor] TransactionRequest cashbackMinor
             * @property {number|Long|null} [standingAmountMinor] TransactionRequest standingAmountMinor
             * @property {number|null} [currency] TransactionRequest currency
             * @property {boolean|null} [allowPartialApproval] TransactionRequest allowPartialApproval
             * @property {boolean|null} [explain] TransactionRequest explain
             * @property {string|null} [pan] TransactionRequest pan
             * @property {string|null} [track2] TransactionRequest track2
             * @property {string|null} [expiry] TransactionRequest expiry
             * @property {number|null} [cardSequence] TransactionRequest cardSequence
             * @property {aksept.v1.EntryMode|null} [entryMode] TransactionRequest entryMode
             * @property {Uint8Array|null} [pinBlock] TransactionRequest pinBlock
             * @property {aksept.v1.PinBlockFormat|null} [pinBlockFormat] TransactionRequest pinBlockFormat
             * @property {string|null} [pinKeyId] TransactionRequest pinKeyId
             * @property {Uint8Array|null} [pinKsn] TransactionRequest pinKsn
             * @property {Uint8Array|null} [newPinBlock] TransactionRequest newPinBlock
             * @property {aksept.v1.TerminalType|null} [terminalType] TransactionRequest terminalType
             * @property {string|null} [merchantId] TransactionRequest merchantId
             * @property {string|null} [merchantName] TransactionRequest merchantName
             * @property {number|null} [mcc] TransactionRequest mcc
             * @property {string|null} [acquirerId] TransactionRequest acquirerId
             * @property {number|null} [terminalCountry] TransactionRequest terminalCountry
             * @property {number|null} [merchantCountry] TransactionRequest merchantCountry
             * @property {number|null} [acquirerCountry] TransactionRequest acquirerCountry
             * @property {string|null} [localTime] TransactionRequest localTime
             * @property {aksept.v1.OriginalData.$Properties|null} [original] TransactionRequest original
             * @property {aksept.v1.ReversalReason|null} [reversalReason] TransactionRequest reversalReason
             * @property {Uint8Array|null} [chipData] TransactionRequest chipData
             * @property {Uint8Array|null} [mac] TransactionRequest mac
             * @property {string|null} [macKeyId] TransactionRequest macKeyId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TransactionRequest.
             * @memberof aksept.v1
             * @interface ITransactionRequest
             * @augments aksept.v1.TransactionRequest.$Properties
             * @deprecated Use aksept.v1.TransactionRequest.$Properties instead.
             */

            /**
             * Shape of a TransactionRequest.
             * @typedef {aksept.v1.TransactionRequest.$Properties} aksept.v1.TransactionRequest.$Shape
             */

            /**
             * Constructs a new TransactionRequest.
             * @memberof aksept.v1
             * @classdesc Represents a TransactionRequest.
             * @constructor
             * @param {aksept.v1.TransactionRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TransactionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TransactionRequest stan.
             * @member {number} stan
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.stan = 0;

            /**
             * TransactionRequest terminalId.
             * @member {string} terminalId
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.terminalId = "";

            /**
             * TransactionRequest transmissionTimeMs.
             * @member {number|Long} transmissionTimeMs
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.transmissionTimeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * TransactionRequest repeat.
             * @member {boolean} repeat
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.repeat = false;

            /**
             * TransactionRequest rrn.
             * @member {string} rrn
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.rrn = "";

            /**
             * TransactionRequest type.
             * @member {aksept.v1.TransactionType} type
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.type = 0;

            /**
             * TransactionRequest purpose.
             * @member {aksept.v1.Purpose} purpose
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.purpose = 0;

            /**
             * TransactionRequest amountMinor.
             * @member {number|Long} amountMinor
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.amountMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * TransactionRequest cashbackMinor.
             * @member {number|Long} cashbackMinor
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.cashbackMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * TransactionRequest standingAmountMinor.
             * @member {number|Long} standingAmountMinor
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.standingAmountMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * TransactionRequest currency.
             * @member {number} currency
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.currency = 0;

            /**
             * TransactionRequest allowPartialApproval.
             * @member {boolean} allowPartialApproval
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.allowPartialApproval = false;

            /**
             * TransactionRequest explain.
             * @member {boolean} explain
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.explain = false;

            /**
             * TransactionRequest pan.
             * @member {string} pan
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.pan = "";

            /**
             * TransactionRequest track2.
             * @member {string} track2
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.track2 = "";

            /**
             * TransactionRequest expiry.
             * @member {string} expiry
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.expiry = "";

            /**
             * TransactionRequest cardSequence.
             * @member {number} cardSequence
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.cardSequence = 0;

            /**
             * TransactionRequest entryMode.
             * @member {aksept.v1.EntryMode} entryMode
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.entryMode = 0;

            /**
             * TransactionRequest pinBlock.
             * @member {Uint8Array} pinBlock
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.pinBlock = $util.newBuffer([]);

            /**
             * TransactionRequest pinBlockFormat.
             * @member {aksept.v1.PinBlockFormat} pinBlockFormat
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.pinBlockFormat = 0;

            /**
             * TransactionRequest pinKeyId.
             * @member {string} pinKeyId
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.pinKeyId = "";

            /**
             * TransactionRequest pinKsn.
             * @member {Uint8Array} pinKsn
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.pinKsn = $util.newBuffer([]);

            /**
             * TransactionRequest newPinBlock.
             * @member {Uint8Array} newPinBlock
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.newPinBlock = $util.newBuffer([]);

            /**
             * TransactionRequest terminalType.
             * @member {aksept.v1.TerminalType} terminalType
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.terminalType = 0;

            /**
             * TransactionRequest merchantId.
             * @member {string} merchantId
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.merchantId = "";

            /**
             * TransactionRequest merchantName.
             * @member {string} merchantName
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.merchantName = "";

            /**
             * TransactionRequest mcc.
             * @member {number} mcc
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.mcc = 0;

            /**
             * TransactionRequest acquirerId.
             * @member {string} acquirerId
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.acquirerId = "";

            /**
             * TransactionRequest terminalCountry.
             * @member {number} terminalCountry
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.terminalCountry = 0;

            /**
             * TransactionRequest merchantCountry.
             * @member {number} merchantCountry
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.merchantCountry = 0;

            /**
             * TransactionRequest acquirerCountry.
             * @member {number} acquirerCountry
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.acquirerCountry = 0;

            /**
             * TransactionRequest localTime.
             * @member {string} localTime
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.localTime = "";

            /**
             * TransactionRequest original.
             * @member {aksept.v1.OriginalData.$Properties|null|undefined} original
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.original = null;

            /**
             * TransactionRequest reversalReason.
             * @member {aksept.v1.ReversalReason} reversalReason
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.reversalReason = 0;

            /**
             * TransactionRequest chipData.
             * @member {Uint8Array} chipData
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.chipData = $util.newBuffer([]);

            /**
             * TransactionRequest mac.
             * @member {Uint8Array} mac
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.mac = $util.newBuffer([]);

            /**
             * TransactionRequest macKeyId.
             * @member {string} macKeyId
             * @memberof aksept.v1.TransactionRequest
             * @instance
             */
            TransactionRequest.prototype.macKeyId = "";

            /**
             * Encodes the specified TransactionRequest message. Does not implicitly {@link aksept.v1.TransactionRequest.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.TransactionRequest
             * @static
             * @param {aksept.v1.TransactionRequest.$Properties} message TransactionRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TransactionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stan != null && $Object.hasOwnProperty.call(message, "stan") && message.stan !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.stan);
                if (message.terminalId != null && $Object.hasOwnProperty.call(message, "terminalId") && message.terminalId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.terminalId);
                if (message.transmissionTimeMs != null && $Object.hasOwnProperty.call(message, "transmissionTimeMs") && (typeof message.transmissionTimeMs === "object" ? message.transmissionTimeMs.low || message.transmissionTimeMs.high : message.transmissionTimeMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.transmissionTimeMs);
                if (message.repeat != null && $Object.hasOwnProperty.call(message, "repeat") && message.repeat !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.repeat);
                if (message.rrn != null && $Object.hasOwnProperty.call(message, "rrn") && message.rrn !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.rrn);
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).int32(message.type);
                if (message.purpose != null && $Object.hasOwnProperty.call(message, "purpose") && message.purpose !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.purpose);
                if (message.amountMinor != null && $Object.hasOwnProperty.call(message, "amountMinor") && (typeof message.amountMinor === "object" ? message.amountMinor.low || message.amountMinor.high : message.amountMinor !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).int64(message.amountMinor);
                if (message.cashbackMinor != null && $Object.hasOwnProperty.call(message, "cashbackMinor") && (typeof message.cashbackMinor === "object" ? message.cashbackMinor.low || message.cashbackMinor.high : message.cashbackMinor !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).int64(message.cashbackMinor);
                if (message.standingAmountMinor != null && $Object.hasOwnProperty.call(message, "standingAmountMinor") && (typeof message.standingAmountMinor === "object" ? message.standingAmountMinor.low || message.standingAmountMinor.high : message.standingAmountMinor !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).int64(message.standingAmountMinor);
                if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== 0)
                    writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.currency);
                if (message.allowPartialApproval != null && $Object.hasOwnProperty.call(message, "allowPartialApproval") && message.allowPartialApproval !== false)
                    writer.uint32(/* id 12, wireType 0 =*/96).bool(message.allowPartialApproval);
                if (message.explain != null && $Object.hasOwnProperty.call(message, "explain") && message.explain !== false)
                    writer.uint32(/* id 13, wireType 0 =*/104).bool(message.explain);
                if (message.pan != null && $Object.hasOwnProperty.call(message, "pan") && message.pan !== "")
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.pan);
                if (message.track2 != null && $Object.hasOwnProperty.call(message, "track2") && message.track2 !== "")
                    writer.uint32(/* id 15, wireType 2 =*/122).string(message.track2);
                if (message.expiry != null && $Object.hasOwnProperty.call(message, "expiry") && message.expiry !== "")
                    writer.uint32(/* id 16, wireType 2 =*/130).string(message.expiry);
                if (message.cardSequence != null && $Object.hasOwnProperty.call(message, "cardSequence") && message.cardSequence !== 0)
                    writer.uint32(/* id 17, wireType 0 =*/136).uint32(message.cardSequence);
                if (message.entryMode != null && $Object.hasOwnProperty.call(message, "entryMode") && message.entryMode !== 0)
                    writer.uint32(/* id 18, wireType 0 =*/144).int32(message.entryMode);
                if (message.pinBlock != null && $Object.hasOwnProperty.call(message, "pinBlock") && message.pinBlock.length)
                    writer.uint32(/* id 19, wireType 2 =*/154).bytes(message.pinBlock);
                if (message.pinBlockFormat != null && $Object.hasOwnProperty.call(message, "pinBlockFormat") && message.pinBlockFormat !== 0)
                    writer.uint32(/* id 20, wireType 0 =*/160).int32(message.pinBlockFormat);
                if (message.pinKeyId != null && $Object.hasOwnProperty.call(message, "pinKeyId") && message.pinKeyId !== "")
                    writer.uint32(/* id 21, wireType 2 =*/170).string(message.pinKeyId);
                if (message.pinKsn != null && $Object.hasOwnProperty.call(message, "pinKsn") && message.pinKsn.length)
                    writer.uint32(/* id 22, wireType 2 =*/178).bytes(message.pinKsn);
                if (message.newPinBlock != null && $Object.hasOwnProperty.call(message, "newPinBlock") && message.newPinBlock.length)
                    writer.uint32(/* id 23, wireType 2 =*/186).bytes(message.newPinBlock);
                if (message.terminalType != null && $Object.hasOwnProperty.call(message, "terminalType") && message.terminalType !== 0)
                    writer.uint32(/* id 24, wireType 0 =*/192).int32(message.terminalType);
                if (message.merchantId != null && $Object.hasOwnProperty.call(message, "merchantId") && message.merchantId !== "")
                    writer.uint32(/* id 25, wireType 2 =*/202).string(message.merchantId);
                if (message.merchantName != null && $Object.hasOwnProperty.call(message, "merchantName") && message.merchantName !== "")
                    writer.uint32(/* id 26, wireType 2 =*/210).string(message.merchantName);
                if (message.mcc != null && $Object.hasOwnProperty.call(message, "mcc") && message.mcc !== 0)
                    writer.uint32(/* id 27, wireType 0 =*/216).uint32(message.mcc);
                if (message.acquirerId != null && $Object.hasOwnProperty.call(message, "acquirerId") && message.acquirerId !== "")
                    writer.uint32(/* id 28, wireType 2 =*/226).string(message.acquirerId);
                if (message.terminalCountry != null && $Object.hasOwnProperty.call(message, "terminalCountry") && message.terminalCountry !== 0)
                    writer.uint32(/* id 29, wireType 0 =*/232).uint32(message.terminalCountry);
                if (message.merchantCountry != null && $Object.hasOwnProperty.call(message, "merchantCountry") && message.merchantCountry !== 0)
                    writer.uint32(/* id 30, wireType 0 =*/240).uint32(message.merchantCountry);
                if (message.acquirerCountry != null && $Object.hasOwnProperty.call(message, "acquirerCountry") && message.acquirerCountry !== 0)
                    writer.uint32(/* id 31, wireType 0 =*/248).uint32(message.acquirerCountry);
                if (message.localTime != null && $Object.hasOwnProperty.call(message, "localTime") && message.localTime !== "")
                    writer.uint32(/* id 32, wireType 2 =*/258).string(message.localTime);
                if (message.original != null && $Object.hasOwnProperty.call(message, "original"))
                    $root.aksept.v1.OriginalData.encode(message.original, writer.uint32(/* id 33, wireType 2 =*/266).fork(), _depth + 1).ldelim();
                if (message.reversalReason != null && $Object.hasOwnProperty.call(message, "reversalReason") && message.reversalReason !== 0)
                    writer.uint32(/* id 34, wireType 0 =*/272).int32(message.reversalReason);
                if (message.chipData != null && $Object.hasOwnProperty.call(message, "chipData") && message.chipData.length)
                    writer.uint32(/* id 35, wireType 2 =*/282).bytes(message.chipData);
                if (message.mac != null && $Object.hasOwnProperty.call(message, "mac") && message.mac.length)
                    writer.uint32(/* id 36, wireType 2 =*/290).bytes(message.mac);
                if (message.macKeyId != null && $Object.hasOwnProperty.call(message, "macKeyId") && message.macKeyId !== "")
                    writer.uint32(/* id 37, wireType 2 =*/298).string(message.macKeyId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TransactionRequest message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.TransactionRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.TransactionRequest & aksept.v1.TransactionRequest.$Shape} TransactionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TransactionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.TransactionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stan = value;
                            else
                                delete message.stan;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.terminalId = value;
                            else
                                delete message.terminalId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.transmissionTimeMs = value;
                            else
                                delete message.transmissionTimeMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.repeat = value;
                            else
                                delete message.repeat;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.rrn = value;
                            else
                                delete message.rrn;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.purpose = value;
                            else
                                delete message.purpose;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.amountMinor = value;
                            else
                                delete message.amountMinor;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.cashbackMinor = value;
                            else
                                delete message.cashbackMinor;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.standingAmountMinor = value;
                            else
                                delete message.standingAmountMinor;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.currency = value;
                            else
                                delete message.currency;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.allowPartialApproval = value;
                            else
                                delete message.allowPartialApproval;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.explain = value;
                            else
                                delete message.explain;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pan = value;
                            else
                                delete message.pan;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.track2 = value;
                            else
                                delete message.track2;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.expiry = value;
                            else
                                delete message.expiry;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.cardSequence = value;
                            else
                                delete message.cardSequence;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.entryMode = value;
                            else
                                delete message.entryMode;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.pinBlock = value;
                            else
                                delete message.pinBlock;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.pinBlockFormat = value;
                            else
                                delete message.pinBlockFormat;
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pinKeyId = value;
                            else
                                delete message.pinKeyId;
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.pinKsn = value;
                            else
                                delete message.pinKsn;
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.newPinBlock = value;
                            else
                                delete message.newPinBlock;
                            continue;
                        }
                    case 24: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.terminalType = value;
                            else
                                delete message.terminalType;
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.merchantId = value;
                            else
                                delete message.merchantId;
                            continue;
                        }
                    case 26: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.merchantName = value;
                            else
                                delete message.merchantName;
                            continue;
                        }
                    case 27: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.mcc = value;
                            else
                                delete message.mcc;
                            continue;
                        }
                    case 28: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.acquirerId = value;
                            else
                                delete message.acquirerId;
                            continue;
                        }
                    case 29: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.terminalCountry = value;
                            else
                                delete message.terminalCountry;
                            continue;
                        }
                    case 30: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.merchantCountry = value;
                            else
                                delete message.merchantCountry;
                            continue;
                        }
                    case 31: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.acquirerCountry = value;
                            else
                                delete message.acquirerCountry;
                            continue;
                        }
                    case 32: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.localTime = value;
                            else
                                delete message.localTime;
                            continue;
                        }
                    case 33: {
                            if (wireType !== 2)
                                break;
                            message.original = $root.aksept.v1.OriginalData.decode(reader, reader.size(), $undefined, _depth + 1, message.original);
                            continue;
                        }
                    case 34: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.reversalReason = value;
                            else
                                delete message.reversalReason;
                            continue;
                        }
                    case 35: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.chipData = value;
                            else
                                delete message.chipData;
                            continue;
                        }
                    case 36: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.mac = value;
                            else
                                delete message.mac;
                            continue;
                        }
                    case 37: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.macKeyId = value;
                            else
                                delete message.macKeyId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TransactionRequest;
        })();

        v1.OriginalData = (function() {

            /**
             * Properties of an OriginalData.
             * @typedef {Object} aksept.v1.OriginalData.$Properties
             * @property {aksept.v1.MessageClass|null} [messageClass] OriginalData messageClass
             * @property {number|null} [stan] OriginalData stan
             * @property {number|Long|null} [transmissionTimeMs] OriginalData transmissionTimeMs
             * @property {string|null} [acquirerId] OriginalData acquirerId
             * @property {string|null} [rrn] OriginalData rrn
             * @property {string|null} [approvalCode] OriginalData approvalCode
             * @property {string|null} [localDate] OriginalData localDate
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OriginalData.
             * @memberof aksept.v1
             * @interface IOriginalData
             * @augments aksept.v1.OriginalData.$Properties
             * @deprecated Use aksept.v1.OriginalData.$Properties instead.
             */

            /**
             * Shape of an OriginalData.
             * @typedef {aksept.v1.OriginalData.$Properties} aksept.v1.OriginalData.$Shape
             */

            /**
             * Constructs a new OriginalData.
             * @memberof aksept.v1
             * @classdesc Represents an OriginalData.
             * @constructor
             * @param {aksept.v1.OriginalData.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OriginalData = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OriginalData messageClass.
             * @member {aksept.v1.MessageClass} messageClass
             * @memberof aksept.v1.OriginalData
             * @instance
             */
            OriginalData.prototype.messageClass = 0;

            /**
             * OriginalData stan.
             * @member {number} stan
             * @memberof aksept.v1.OriginalData
             * @instance
             */
            OriginalData.prototype.stan = 0;

            /**
             * OriginalData transmissionTimeMs.
             * @member {number|Long} transmissionTimeMs
             * @memberof aksept.v1.OriginalData
             * @instance
             */
            OriginalData.prototype.transmissionTimeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * OriginalData acquirerId.
             * @member {string} acquirerId
             * @memberof aksept.v1.OriginalData
             * @instance
             */
            OriginalData.prototype.acquirerId = "";

            /**
             * OriginalData rrn.
             * @member {string} rrn
             * @memberof aksept.v1.OriginalData
             * @instance
             */
            OriginalData.prototype.rrn = "";

            /**
             * OriginalData approvalCode.
             * @member {string} approvalCode
             * @memberof aksept.v1.OriginalData
             * @instance
             */
            OriginalData.prototype.approvalCode = "";

            /**
             * OriginalData localDate.
             * @member {string} localDate
             * @memberof aksept.v1.OriginalData
             * @instance
             */
            OriginalData.prototype.localDate = "";

            /**
             * Encodes the specified OriginalData message. Does not implicitly {@link aksept.v1.OriginalData.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.OriginalData
             * @static
             * @param {aksept.v1.OriginalData.$Properties} message OriginalData message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OriginalData.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.messageClass != null && $Object.hasOwnProperty.call(message, "messageClass") && message.messageClass !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.messageClass);
                if (message.stan != null && $Object.hasOwnProperty.call(message, "stan") && message.stan !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.stan);
                if (message.transmissionTimeMs != null && $Object.hasOwnProperty.call(message, "transmissionTimeMs") && (typeof message.transmissionTimeMs === "object" ? message.transmissionTimeMs.low || message.transmissionTimeMs.high : message.transmissionTimeMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.transmissionTimeMs);
                if (message.acquirerId != null && $Object.hasOwnProperty.call(message, "acquirerId") && message.acquirerId !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.acquirerId);
                if (message.rrn != null && $Object.hasOwnProperty.call(message, "rrn") && message.rrn !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.rrn);
                if (message.approvalCode != null && $Object.hasOwnProperty.call(message, "approvalCode") && message.approvalCode !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.approvalCode);
                if (message.localDate != null && $Object.hasOwnProperty.call(message, "localDate") && message.localDate !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.localDate);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OriginalData message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.OriginalData
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.OriginalData & aksept.v1.OriginalData.$Shape} OriginalData
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OriginalData.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.OriginalData();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.messageClass = value;
                            else
                                delete message.messageClass;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stan = value;
                            else
                                delete message.stan;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.transmissionTimeMs = value;
                            else
                                delete message.transmissionTimeMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.acquirerId = value;
                            else
                                delete message.acquirerId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.rrn = value;
                            else
                                delete message.rrn;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.approvalCode = value;
                            else
                                delete message.approvalCode;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.localDate = value;
                            else
                                delete message.localDate;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return OriginalData;
        })();

        v1.TransactionResponse = (function() {

            /**
             * Properties of a TransactionResponse.
             * @typedef {Object} aksept.v1.TransactionResponse.$Properties
             * @property {number|null} [stan] TransactionResponse stan
             * @property {string|null} [terminalId] TransactionResponse terminalId
             * @property {number|Long|null} [transmissionTimeMs] TransactionResponse transmissionTimeMs
             * @property {string|null} [rrn] TransactionResponse rrn
             * @property {string|null} [merchantId] TransactionResponse merchantId
             * @property {string|null} [acquirerId] TransactionResponse acquirerId
             * @property {aksept.v1.TransactionType|null} [type] TransactionResponse type
             * @property {number|Long|null} [amountMinor] TransactionResponse amountMinor
             * @property {number|null} [currency] TransactionResponse currency
             * @property {aksept.v1.Outcome|null} [outcome] TransactionResponse outcome
             * @property {string|null} [responseCode] TransactionResponse responseCode
             * @property {string|null} [approvalCode] TransactionResponse approvalCode
             * @property {number|Long|null} [approvedAmountMinor] TransactionResponse approvedAmountMinor
             * @property {number|Long|null} [decidedAtMs] TransactionResponse decidedAtMs
             * @property {boolean|null} [repeated] TransactionResponse repeated
             * @property {aksept.v1.Balances.$Properties|null} [balances] TransactionResponse balances
             * @property {Array.<aksept.v1.LimitHeadroom.$Properties>|null} [headroom] TransactionResponse headroom
             * @property {string|null} [reason] TransactionResponse reason
             * @property {Uint8Array|null} [chipData] TransactionResponse chipData
             * @property {Uint8Array|null} [mac] TransactionResponse mac
             * @property {aksept.v1.Flag|null} [flag] TransactionResponse flag
             * @property {aksept.v1.Explanation.$Properties|null} [explanation] TransactionResponse explanation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TransactionResponse.
             * @memberof aksept.v1
             * @interface ITransactionResponse
             * @augments aksept.v1.TransactionResponse.$Properties
             * @deprecated Use aksept.v1.TransactionResponse.$Properties instead.
             */

            /**
             * Shape of a TransactionResponse.
             * @typedef {aksept.v1.TransactionResponse.$Properties} aksept.v1.TransactionResponse.$Shape
             */

            /**
             * Constructs a new TransactionResponse.
             * @memberof aksept.v1
             * @classdesc Represents a TransactionResponse.
             * @constructor
             * @param {aksept.v1.TransactionResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TransactionResponse = function (properties) {
                this.headroom = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TransactionResponse stan.
             * @member {number} stan
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.stan = 0;

            /**
             * TransactionResponse terminalId.
             * @member {string} terminalId
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.terminalId = "";

            /**
             * TransactionResponse transmissionTimeMs.
             * @member {number|Long} transmissionTimeMs
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.transmissionTimeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * TransactionResponse rrn.
             * @member {string} rrn
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.rrn = "";

            /**
             * TransactionResponse merchantId.
             * @member {string} merchantId
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.merchantId = "";

            /**
             * TransactionResponse acquirerId.
             * @member {string} acquirerId
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.acquirerId = "";

            /**
             * TransactionResponse type.
             * @member {aksept.v1.TransactionType} type
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.type = 0;

            /**
             * TransactionResponse amountMinor.
             * @member {number|Long} amountMinor
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.amountMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * TransactionResponse currency.
             * @member {number} currency
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.currency = 0;

            /**
             * TransactionResponse outcome.
             * @member {aksept.v1.Outcome} outcome
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.outcome = 0;

            /**
             * TransactionResponse responseCode.
             * @member {string} responseCode
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.responseCode = "";

            /**
             * TransactionResponse approvalCode.
             * @member {string} approvalCode
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.approvalCode = "";

            /**
             * TransactionResponse approvedAmountMinor.
             * @member {number|Long} approvedAmountMinor
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.approvedAmountMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * TransactionResponse decidedAtMs.
             * @member {number|Long} decidedAtMs
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.decidedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * TransactionResponse repeated.
             * @member {boolean} repeated
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.repeated = false;

            /**
             * TransactionResponse balances.
             * @member {aksept.v1.Balances.$Properties|null|undefined} balances
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.balances = null;

            /**
             * TransactionResponse headroom.
             * @member {Array.<aksept.v1.LimitHeadroom.$Properties>} headroom
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.headroom = $util.emptyArray;

            /**
             * TransactionResponse reason.
             * @member {string} reason
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.reason = "";

            /**
             * TransactionResponse chipData.
             * @member {Uint8Array} chipData
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.chipData = $util.newBuffer([]);

            /**
             * TransactionResponse mac.
             * @member {Uint8Array} mac
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.mac = $util.newBuffer([]);

            /**
             * TransactionResponse flag.
             * @member {aksept.v1.Flag} flag
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.flag = 0;

            /**
             * TransactionResponse explanation.
             * @member {aksept.v1.Explanation.$Properties|null|undefined} explanation
             * @memberof aksept.v1.TransactionResponse
             * @instance
             */
            TransactionResponse.prototype.explanation = null;

            /**
             * Encodes the specified TransactionResponse message. Does not implicitly {@link aksept.v1.TransactionResponse.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.TransactionResponse
             * @static
             * @param {aksept.v1.TransactionResponse.$Properties} message TransactionResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TransactionResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stan != null && $Object.hasOwnProperty.call(message, "stan") && message.stan !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.stan);
                if (message.terminalId != null && $Object.hasOwnProperty.call(message, "terminalId") && message.terminalId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.terminalId);
                if (message.transmissionTimeMs != null && $Object.hasOwnProperty.call(message, "transmissionTimeMs") && (typeof message.transmissionTimeMs === "object" ? message.transmissionTimeMs.low || message.transmissionTimeMs.high : message.transmissionTimeMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.transmissionTimeMs);
                if (message.rrn != null && $Object.hasOwnProperty.call(message, "rrn") && message.rrn !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.rrn);
                if (message.merchantId != null && $Object.hasOwnProperty.call(message, "merchantId") && message.merchantId !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.merchantId);
                if (message.acquirerId != null && $Object.hasOwnProperty.call(message, "acquirerId") && message.acquirerId !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.acquirerId);
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.type);
                if (message.amountMinor != null && $Object.hasOwnProperty.call(message, "amountMinor") && (typeof message.amountMinor === "object" ? message.amountMinor.low || message.amountMinor.high : message.amountMinor !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).int64(message.amountMinor);
                if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.currency);
                if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome") && message.outcome !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).int32(message.outcome);
                if (message.responseCode != null && $Object.hasOwnProperty.call(message, "responseCode") && message.responseCode !== "")
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.responseCode);
                if (message.approvalCode != null && $Object.hasOwnProperty.call(message, "approvalCode") && message.approvalCode !== "")
                    writer.uint32(/* id 12, wireType 2 =*/98).string(message.approvalCode);
                if (message.approvedAmountMinor != null && $Object.hasOwnProperty.call(message, "approvedAmountMinor") && (typeof message.approvedAmountMinor === "object" ? message.approvedAmountMinor.low || message.approvedAmountMinor.high : message.approvedAmountMinor !== 0))
                    writer.uint32(/* id 13, wireType 0 =*/104).int64(message.approvedAmountMinor);
                if (message.decidedAtMs != null && $Object.hasOwnProperty.call(message, "decidedAtMs") && (typeof message.decidedAtMs === "object" ? message.decidedAtMs.low || message.decidedAtMs.high : message.decidedAtMs !== 0))
                    writer.uint32(/* id 14, wireType 0 =*/112).int64(message.decidedAtMs);
                if (message.repeated != null && $Object.hasOwnProperty.call(message, "repeated") && message.repeated !== false)
                    writer.uint32(/* id 15, wireType 0 =*/120).bool(message.repeated);
                if (message.balances != null && $Object.hasOwnProperty.call(message, "balances"))
                    $root.aksept.v1.Balances.encode(message.balances, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.headroom != null && message.headroom.length)
                    for (let i = 0; i < message.headroom.length; ++i)
                        $root.aksept.v1.LimitHeadroom.encode(message.headroom[i], writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 18, wireType 2 =*/146).string(message.reason);
                if (message.chipData != null && $Object.hasOwnProperty.call(message, "chipData") && message.chipData.length)
                    writer.uint32(/* id 19, wireType 2 =*/154).bytes(message.chipData);
                if (message.mac != null && $Object.hasOwnProperty.call(message, "mac") && message.mac.length)
                    writer.uint32(/* id 20, wireType 2 =*/162).bytes(message.mac);
                if (message.flag != null && $Object.hasOwnProperty.call(message, "flag") && message.flag !== 0)
                    writer.uint32(/* id 21, wireType 0 =*/168).int32(message.flag);
                if (message.explanation != null && $Object.hasOwnProperty.call(message, "explanation"))
                    $root.aksept.v1.Explanation.encode(message.explanation, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TransactionResponse message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.TransactionResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.TransactionResponse & aksept.v1.TransactionResponse.$Shape} TransactionResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TransactionResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.TransactionResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stan = value;
                            else
                                delete message.stan;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.terminalId = value;
                            else
                                delete message.terminalId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.transmissionTimeMs = value;
                            else
                                delete message.transmissionTimeMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.rrn = value;
                            else
                                delete message.rrn;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.merchantId = value;
                            else
                                delete message.merchantId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.acquirerId = value;
                            else
                                delete message.acquirerId;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.amountMinor = value;
                            else
                                delete message.amountMinor;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.currency = value;
                            else
                                delete message.currency;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.outcome = value;
                            else
                                delete message.outcome;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.responseCode = value;
                            else
                                delete message.responseCode;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.approvalCode = value;
                            else
                                delete message.approvalCode;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.approvedAmountMinor = value;
                            else
                                delete message.approvedAmountMinor;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.decidedAtMs = value;
                            else
                                delete message.decidedAtMs;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.repeated = value;
                            else
                                delete message.repeated;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.balances = $root.aksept.v1.Balances.decode(reader, reader.size(), $undefined, _depth + 1, message.balances);
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if (!(message.headroom && message.headroom.length))
                                message.headroom = [];
                            message.headroom.push($root.aksept.v1.LimitHeadroom.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.chipData = value;
                            else
                                delete message.chipData;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.mac = value;
                            else
                                delete message.mac;
                            continue;
                        }
                    case 21: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.flag = value;
                            else
                                delete message.flag;
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.explanation = $root.aksept.v1.Explanation.decode(reader, reader.size(), $undefined, _depth + 1, message.explanation);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TransactionResponse;
        })();

        v1.Balances = (function() {

            /**
             * Properties of a Balances.
             * @typedef {Object} aksept.v1.Balances.$Properties
             * @property {number|Long|null} [ledgerMinor] Balances ledgerMinor
             * @property {number|Long|null} [availableMinor] Balances availableMinor
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Balances.
             * @memberof aksept.v1
             * @interface IBalances
             * @augments aksept.v1.Balances.$Properties
             * @deprecated Use aksept.v1.Balances.$Properties instead.
             */

            /**
             * Shape of a Balances.
             * @typedef {aksept.v1.Balances.$Properties} aksept.v1.Balances.$Shape
             */

            /**
             * Constructs a new Balances.
             * @memberof aksept.v1
             * @classdesc Represents a Balances.
             * @constructor
             * @param {aksept.v1.Balances.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Balances = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Balances ledgerMinor.
             * @member {number|Long} ledgerMinor
             * @memberof aksept.v1.Balances
             * @instance
             */
            Balances.prototype.ledgerMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Balances availableMinor.
             * @member {number|Long} availableMinor
             * @memberof aksept.v1.Balances
             * @instance
             */
            Balances.prototype.availableMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Encodes the specified Balances message. Does not implicitly {@link aksept.v1.Balances.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.Balances
             * @static
             * @param {aksept.v1.Balances.$Properties} message Balances message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Balances.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ledgerMinor != null && $Object.hasOwnProperty.call(message, "ledgerMinor") && (typeof message.ledgerMinor === "object" ? message.ledgerMinor.low || message.ledgerMinor.high : message.ledgerMinor !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.ledgerMinor);
                if (message.availableMinor != null && $Object.hasOwnProperty.call(message, "availableMinor") && (typeof message.availableMinor === "object" ? message.availableMinor.low || message.availableMinor.high : message.availableMinor !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.availableMinor);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Balances message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.Balances
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.Balances & aksept.v1.Balances.$Shape} Balances
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Balances.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.Balances();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerMinor = value;
                            else
                                delete message.ledgerMinor;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.availableMinor = value;
                            else
                                delete message.availableMinor;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Balances;
        })();

        v1.LimitHeadroom = (function() {

            /**
             * Properties of a LimitHeadroom.
             * @typedef {Object} aksept.v1.LimitHeadroom.$Properties
             * @property {string|null} [name] LimitHeadroom name
             * @property {number|Long|null} [amountMinor] LimitHeadroom amountMinor
             * @property {number|Long|null} [usedMinor] LimitHeadroom usedMinor
             * @property {number|Long|null} [leftMinor] LimitHeadroom leftMinor
             * @property {number|null} [countMax] LimitHeadroom countMax
             * @property {number|null} [countUsed] LimitHeadroom countUsed
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LimitHeadroom.
             * @memberof aksept.v1
             * @interface ILimitHeadroom
             * @augments aksept.v1.LimitHeadroom.$Properties
             * @deprecated Use aksept.v1.LimitHeadroom.$Properties instead.
             */

            /**
             * Shape of a LimitHeadroom.
             * @typedef {aksept.v1.LimitHeadroom.$Properties} aksept.v1.LimitHeadroom.$Shape
             */

            /**
             * Constructs a new LimitHeadroom.
             * @memberof aksept.v1
             * @classdesc Represents a LimitHeadroom.
             * @constructor
             * @param {aksept.v1.LimitHeadroom.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LimitHeadroom = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LimitHeadroom name.
             * @member {string} name
             * @memberof aksept.v1.LimitHeadroom
             * @instance
             */
            LimitHeadroom.prototype.name = "";

            /**
             * LimitHeadroom amountMinor.
             * @member {number|Long} amountMinor
             * @memberof aksept.v1.LimitHeadroom
             * @instance
             */
            LimitHeadroom.prototype.amountMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * LimitHeadroom usedMinor.
             * @member {number|Long} usedMinor
             * @memberof aksept.v1.LimitHeadroom
             * @instance
             */
            LimitHeadroom.prototype.usedMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * LimitHeadroom leftMinor.
             * @member {number|Long} leftMinor
             * @memberof aksept.v1.LimitHeadroom
             * @instance
             */
            LimitHeadroom.prototype.leftMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * LimitHeadroom countMax.
             * @member {number} countMax
             * @memberof aksept.v1.LimitHeadroom
             * @instance
             */
            LimitHeadroom.prototype.countMax = 0;

            /**
             * LimitHeadroom countUsed.
             * @member {number} countUsed
             * @memberof aksept.v1.LimitHeadroom
             * @instance
             */
            LimitHeadroom.prototype.countUsed = 0;

            /**
             * Encodes the specified LimitHeadroom message. Does not implicitly {@link aksept.v1.LimitHeadroom.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.LimitHeadroom
             * @static
             * @param {aksept.v1.LimitHeadroom.$Properties} message LimitHeadroom message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LimitHeadroom.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.amountMinor != null && $Object.hasOwnProperty.call(message, "amountMinor") && (typeof message.amountMinor === "object" ? message.amountMinor.low || message.amountMinor.high : message.amountMinor !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.amountMinor);
                if (message.usedMinor != null && $Object.hasOwnProperty.call(message, "usedMinor") && (typeof message.usedMinor === "object" ? message.usedMinor.low || message.usedMinor.high : message.usedMinor !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.usedMinor);
                if (message.leftMinor != null && $Object.hasOwnProperty.call(message, "leftMinor") && (typeof message.leftMinor === "object" ? message.leftMinor.low || message.leftMinor.high : message.leftMinor !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.leftMinor);
                if (message.countMax != null && $Object.hasOwnProperty.call(message, "countMax") && message.countMax !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.countMax);
                if (message.countUsed != null && $Object.hasOwnProperty.call(message, "countUsed") && message.countUsed !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.countUsed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LimitHeadroom message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.LimitHeadroom
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.LimitHeadroom & aksept.v1.LimitHeadroom.$Shape} LimitHeadroom
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LimitHeadroom.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.LimitHeadroom();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.amountMinor = value;
                            else
                                delete message.amountMinor;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.usedMinor = value;
                            else
                                delete message.usedMinor;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.leftMinor = value;
                            else
                                delete message.leftMinor;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.countMax = value;
                            else
                                delete message.countMax;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.countUsed = value;
                            else
                                delete message.countUsed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LimitHeadroom;
        })();

        v1.Explanation = (function() {

            /**
             * Properties of an Explanation.
             * @typedef {Object} aksept.v1.Explanation.$Properties
             * @property {number|Long|null} [atMs] Explanation atMs
             * @property {Array.<aksept.v1.CheckResult.$Properties>|null} [checks] Explanation checks
             * @property {Array.<aksept.v1.LimitExplanation.$Properties>|null} [limits] Explanation limits
             * @property {aksept.v1.CoverageExplanation.$Properties|null} [coverage] Explanation coverage
             * @property {number|Long|null} [earliestApprovalMs] Explanation earliestApprovalMs
             * @property {aksept.v1.NeverReason|null} [neverBecause] Explanation neverBecause
             * @property {string|null} [textEn] Explanation textEn
             * @property {string|null} [textNb] Explanation textNb
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Explanation.
             * @memberof aksept.v1
             * @interface IExplanation
             * @augments aksept.v1.Explanation.$Properties
             * @deprecated Use aksept.v1.Explanation.$Properties instead.
             */

            /**
             * Shape of an Explanation.
             * @typedef {aksept.v1.Explanation.$Properties} aksept.v1.Explanation.$Shape
             */

            /**
             * Constructs a new Explanation.
             * @memberof aksept.v1
             * @classdesc Represents an Explanation.
             * @constructor
             * @param {aksept.v1.Explanation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Explanation = function (properties) {
                this.checks = [];
                this.limits = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Explanation atMs.
             * @member {number|Long} atMs
             * @memberof aksept.v1.Explanation
             * @instance
             */
            Explanation.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Explanation checks.
             * @member {Array.<aksept.v1.CheckResult.$Properties>} checks
             * @memberof aksept.v1.Explanation
             * @instance
             */
            Explanation.prototype.checks = $util.emptyArray;

            /**
             * Explanation limits.
             * @member {Array.<aksept.v1.LimitExplanation.$Properties>} limits
             * @memberof aksept.v1.Explanation
             * @instance
             */
            Explanation.prototype.limits = $util.emptyArray;

            /**
             * Explanation coverage.
             * @member {aksept.v1.CoverageExplanation.$Properties|null|undefined} coverage
             * @memberof aksept.v1.Explanation
             * @instance
             */
            Explanation.prototype.coverage = null;

            /**
             * Explanation earliestApprovalMs.
             * @member {number|Long} earliestApprovalMs
             * @memberof aksept.v1.Explanation
             * @instance
             */
            Explanation.prototype.earliestApprovalMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Explanation neverBecause.
             * @member {aksept.v1.NeverReason} neverBecause
             * @memberof aksept.v1.Explanation
             * @instance
             */
            Explanation.prototype.neverBecause = 0;

            /**
             * Explanation textEn.
             * @member {string} textEn
             * @memberof aksept.v1.Explanation
             * @instance
             */
            Explanation.prototype.textEn = "";

            /**
             * Explanation textNb.
             * @member {string} textNb
             * @memberof aksept.v1.Explanation
             * @instance
             */
            Explanation.prototype.textNb = "";

            /**
             * Encodes the specified Explanation message. Does not implicitly {@link aksept.v1.Explanation.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.Explanation
             * @static
             * @param {aksept.v1.Explanation.$Properties} message Explanation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Explanation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.atMs);
                if (message.checks != null && message.checks.length)
                    for (let i = 0; i < message.checks.length; ++i)
                        $root.aksept.v1.CheckResult.encode(message.checks[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.limits != null && message.limits.length)
                    for (let i = 0; i < message.limits.length; ++i)
                        $root.aksept.v1.LimitExplanation.encode(message.limits[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.coverage != null && $Object.hasOwnProperty.call(message, "coverage"))
                    $root.aksept.v1.CoverageExplanation.encode(message.coverage, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.earliestApprovalMs != null && $Object.hasOwnProperty.call(message, "earliestApprovalMs") && (typeof message.earliestApprovalMs === "object" ? message.earliestApprovalMs.low || message.earliestApprovalMs.high : message.earliestApprovalMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).int64(message.earliestApprovalMs);
                if (message.neverBecause != null && $Object.hasOwnProperty.call(message, "neverBecause") && message.neverBecause !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).int32(message.neverBecause);
                if (message.textEn != null && $Object.hasOwnProperty.call(message, "textEn") && message.textEn !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.textEn);
                if (message.textNb != null && $Object.hasOwnProperty.call(message, "textNb") && message.textNb !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.textNb);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Explanation message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.Explanation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.Explanation & aksept.v1.Explanation.$Shape} Explanation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Explanation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.Explanation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.checks && message.checks.length))
                                message.checks = [];
                            message.checks.push($root.aksept.v1.CheckResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.limits && message.limits.length))
                                message.limits = [];
                            message.limits.push($root.aksept.v1.LimitExplanation.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.coverage = $root.aksept.v1.CoverageExplanation.decode(reader, reader.size(), $undefined, _depth + 1, message.coverage);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.earliestApprovalMs = value;
                            else
                                delete message.earliestApprovalMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.neverBecause = value;
                            else
                                delete message.neverBecause;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.textEn = value;
                            else
                                delete message.textEn;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.textNb = value;
                            else
                                delete message.textNb;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Explanation;
        })();

        v1.CheckResult = (function() {

            /**
             * Properties of a CheckResult.
             * @typedef {Object} aksept.v1.CheckResult.$Properties
             * @property {aksept.v1.Check|null} [check] CheckResult check
             * @property {aksept.v1.CheckVerdict|null} [verdict] CheckResult verdict
             * @property {string|null} [seen] CheckResult seen
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CheckResult.
             * @memberof aksept.v1
             * @interface ICheckResult
             * @augments aksept.v1.CheckResult.$Properties
             * @deprecated Use aksept.v1.CheckResult.$Properties instead.
             */

            /**
             * Shape of a CheckResult.
             * @typedef {aksept.v1.CheckResult.$Properties} aksept.v1.CheckResult.$Shape
             */

            /**
             * Constructs a new CheckResult.
             * @memberof aksept.v1
             * @classdesc Represents a CheckResult.
             * @constructor
             * @param {aksept.v1.CheckResult.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CheckResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CheckResult check.
             * @member {aksept.v1.Check} check
             * @memberof aksept.v1.CheckResult
             * @instance
             */
            CheckResult.prototype.check = 0;

            /**
             * CheckResult verdict.
             * @member {aksept.v1.CheckVerdict} verdict
             * @memberof aksept.v1.CheckResult
             * @instance
             */
            CheckResult.prototype.verdict = 0;

            /**
             * CheckResult seen.
             * @member {string} seen
             * @memberof aksept.v1.CheckResult
             * @instance
             */
            CheckResult.prototype.seen = "";

            /**
             * Encodes the specified CheckResult message. Does not implicitly {@link aksept.v1.CheckResult.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.CheckResult
             * @static
             * @param {aksept.v1.CheckResult.$Properties} message CheckResult message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CheckResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.check != null && $Object.hasOwnProperty.call(message, "check") && message.check !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.check);
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict") && message.verdict !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.verdict);
                if (message.seen != null && $Object.hasOwnProperty.call(message, "seen") && message.seen !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.seen);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CheckResult message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.CheckResult
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.CheckResult & aksept.v1.CheckResult.$Shape} CheckResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CheckResult.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.CheckResult();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.check = value;
                            else
                                delete message.check;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.verdict = value;
                            else
                                delete message.verdict;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.seen = value;
                            else
                                delete message.seen;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CheckResult;
        })();

        v1.LimitExplanation = (function() {

            /**
             * Properties of a LimitExplanation.
             * @typedef {Object} aksept.v1.LimitExplanation.$Properties
             * @property {aksept.v1.LimitHeadroom.$Properties|null} [headroom] LimitExplanation headroom
             * @property {aksept.v1.Release.$Properties|null} [next] LimitExplanation next
             * @property {number|Long|null} [fitsAtMs] LimitExplanation fitsAtMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LimitExplanation.
             * @memberof aksept.v1
             * @interface ILimitExplanation
             * @augments aksept.v1.LimitExplanation.$Properties
             * @deprecated Use aksept.v1.LimitExplanation.$Properties instead.
             */

            /**
             * Shape of a LimitExplanation.
             * @typedef {aksept.v1.LimitExplanation.$Properties} aksept.v1.LimitExplanation.$Shape
             */

            /**
             * Constructs a new LimitExplanation.
             * @memberof aksept.v1
             * @classdesc Represents a LimitExplanation.
             * @constructor
             * @param {aksept.v1.LimitExplanation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LimitExplanation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LimitExplanation headroom.
             * @member {aksept.v1.LimitHeadroom.$Properties|null|undefined} headroom
             * @memberof aksept.v1.LimitExplanation
             * @instance
             */
            LimitExplanation.prototype.headroom = null;

            /**
             * LimitExplanation next.
             * @member {aksept.v1.Release.$Properties|null|undefined} next
             * @memberof aksept.v1.LimitExplanation
             * @instance
             */
            LimitExplanation.prototype.next = null;

            /**
             * LimitExplanation fitsAtMs.
             * @member {number|Long} fitsAtMs
             * @memberof aksept.v1.LimitExplanation
             * @instance
             */
            LimitExplanation.prototype.fitsAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Encodes the specified LimitExplanation message. Does not implicitly {@link aksept.v1.LimitExplanation.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.LimitExplanation
             * @static
             * @param {aksept.v1.LimitExplanation.$Properties} message LimitExplanation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LimitExplanation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.headroom != null && $Object.hasOwnProperty.call(message, "headroom"))
                    $root.aksept.v1.LimitHeadroom.encode(message.headroom, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.next != null && $Object.hasOwnProperty.call(message, "next"))
                    $root.aksept.v1.Release.encode(message.next, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.fitsAtMs != null && $Object.hasOwnProperty.call(message, "fitsAtMs") && (typeof message.fitsAtMs === "object" ? message.fitsAtMs.low || message.fitsAtMs.high : message.fitsAtMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.fitsAtMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LimitExplanation message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.LimitExplanation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.LimitExplanation & aksept.v1.LimitExplanation.$Shape} LimitExplanation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LimitExplanation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.LimitExplanation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.headroom = $root.aksept.v1.LimitHeadroom.decode(reader, reader.size(), $undefined, _depth + 1, message.headroom);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.next = $root.aksept.v1.Release.decode(reader, reader.size(), $undefined, _depth + 1, message.next);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.fitsAtMs = value;
                            else
                                delete message.fitsAtMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LimitExplanation;
        })();

        v1.CoverageExplanation = (function() {

            /**
             * Properties of a CoverageExplanation.
             * @typedef {Object} aksept.v1.CoverageExplanation.$Properties
             * @property {number|Long|null} [ledgerMinor] CoverageExplanation ledgerMinor
             * @property {number|Long|null} [holdsMinor] CoverageExplanation holdsMinor
             * @property {number|Long|null} [availableMinor] CoverageExplanation availableMinor
             * @property {aksept.v1.Release.$Properties|null} [next] CoverageExplanation next
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CoverageExplanation.
             * @memberof aksept.v1
             * @interface ICoverageExplanation
             * @augments aksept.v1.CoverageExplanation.$Properties
             * @deprecated Use aksept.v1.CoverageExplanation.$Properties instead.
             */

            /**
             * Shape of a CoverageExplanation.
             * @typedef {aksept.v1.CoverageExplanation.$Properties} aksept.v1.CoverageExplanation.$Shape
             */

            /**
             * Constructs a new CoverageExplanation.
             * @memberof aksept.v1
             * @classdesc Represents a CoverageExplanation.
             * @constructor
             * @param {aksept.v1.CoverageExplanation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CoverageExplanation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CoverageExplanation ledgerMinor.
             * @member {number|Long} ledgerMinor
             * @memberof aksept.v1.CoverageExplanation
             * @instance
             */
            CoverageExplanation.prototype.ledgerMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * CoverageExplanation holdsMinor.
             * @member {number|Long} holdsMinor
             * @memberof aksept.v1.CoverageExplanation
             * @instance
             */
            CoverageExplanation.prototype.holdsMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * CoverageExplanation availableMinor.
             * @member {number|Long} availableMinor
             * @memberof aksept.v1.CoverageExplanation
             * @instance
             */
            CoverageExplanation.prototype.availableMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * CoverageExplanation next.
             * @member {aksept.v1.Release.$Properties|null|undefined} next
             * @memberof aksept.v1.CoverageExplanation
             * @instance
             */
            CoverageExplanation.prototype.next = null;

            /**
             * Encodes the specified CoverageExplanation message. Does not implicitly {@link aksept.v1.CoverageExplanation.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.CoverageExplanation
             * @static
             * @param {aksept.v1.CoverageExplanation.$Properties} message CoverageExplanation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CoverageExplanation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ledgerMinor != null && $Object.hasOwnProperty.call(message, "ledgerMinor") && (typeof message.ledgerMinor === "object" ? message.ledgerMinor.low || message.ledgerMinor.high : message.ledgerMinor !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.ledgerMinor);
                if (message.holdsMinor != null && $Object.hasOwnProperty.call(message, "holdsMinor") && (typeof message.holdsMinor === "object" ? message.holdsMinor.low || message.holdsMinor.high : message.holdsMinor !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.holdsMinor);
                if (message.availableMinor != null && $Object.hasOwnProperty.call(message, "availableMinor") && (typeof message.availableMinor === "object" ? message.availableMinor.low || message.availableMinor.high : message.availableMinor !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.availableMinor);
                if (message.next != null && $Object.hasOwnProperty.call(message, "next"))
                    $root.aksept.v1.Release.encode(message.next, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CoverageExplanation message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.CoverageExplanation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.CoverageExplanation & aksept.v1.CoverageExplanation.$Shape} CoverageExplanation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CoverageExplanation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.CoverageExplanation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerMinor = value;
                            else
                                delete message.ledgerMinor;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.holdsMinor = value;
                            else
                                delete message.holdsMinor;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.availableMinor = value;
                            else
                                delete message.availableMinor;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.next = $root.aksept.v1.Release.decode(reader, reader.size(), $undefined, _depth + 1, message.next);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CoverageExplanation;
        })();

        v1.Release = (function() {

            /**
             * Properties of a Release.
             * @typedef {Object} aksept.v1.Release.$Properties
             * @property {number|Long|null} [amountMinor] Release amountMinor
             * @property {number|Long|null} [atMs] Release atMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Release.
             * @memberof aksept.v1
             * @interface IRelease
             * @augments aksept.v1.Release.$Properties
             * @deprecated Use aksept.v1.Release.$Properties instead.
             */

            /**
             * Shape of a Release.
             * @typedef {aksept.v1.Release.$Properties} aksept.v1.Release.$Shape
             */

            /**
             * Constructs a new Release.
             * @memberof aksept.v1
             * @classdesc Represents a Release.
             * @constructor
             * @param {aksept.v1.Release.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Release = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Release amountMinor.
             * @member {number|Long} amountMinor
             * @memberof aksept.v1.Release
             * @instance
             */
            Release.prototype.amountMinor = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Release atMs.
             * @member {number|Long} atMs
             * @memberof aksept.v1.Release
             * @instance
             */
            Release.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Encodes the specified Release message. Does not implicitly {@link aksept.v1.Release.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.Release
             * @static
             * @param {aksept.v1.Release.$Properties} message Release message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Release.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.amountMinor != null && $Object.hasOwnProperty.call(message, "amountMinor") && (typeof message.amountMinor === "object" ? message.amountMinor.low || message.amountMinor.high : message.amountMinor !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).int64(message.amountMinor);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.atMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Release message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.Release
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.Release & aksept.v1.Release.$Shape} Release
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Release.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.Release();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.amountMinor = value;
                            else
                                delete message.amountMinor;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Release;
        })();

        v1.NetworkManagementRequest = (function() {

            /**
             * Properties of a NetworkManagementRequest.
             * @typedef {Object} aksept.v1.NetworkManagementRequest.$Properties
             * @property {number|null} [stan] NetworkManagementRequest stan
             * @property {string|null} [terminalId] NetworkManagementRequest terminalId
             * @property {number|Long|null} [transmissionTimeMs] NetworkManagementRequest transmissionTimeMs
             * @property {boolean|null} [repeat] NetworkManagementRequest repeat
             * @property {aksept.v1.NetworkFunction|null} ["function"] NetworkManagementRequest function
             * @property {string|null} [acquirerId] NetworkManagementRequest acquirerId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a NetworkManagementRequest.
             * @memberof aksept.v1
             * @interface INetworkManagementRequest
             * @augments aksept.v1.NetworkManagementRequest.$Properties
             * @deprecated Use aksept.v1.NetworkManagementRequest.$Properties instead.
             */

            /**
             * Shape of a NetworkManagementRequest.
             * @typedef {aksept.v1.NetworkManagementRequest.$Properties} aksept.v1.NetworkManagementRequest.$Shape
             */

            /**
             * Constructs a new NetworkManagementRequest.
             * @memberof aksept.v1
             * @classdesc Represents a NetworkManagementRequest.
             * @constructor
             * @param {aksept.v1.NetworkManagementRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const NetworkManagementRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * NetworkManagementRequest stan.
             * @member {number} stan
             * @memberof aksept.v1.NetworkManagementRequest
             * @instance
             */
            NetworkManagementRequest.prototype.stan = 0;

            /**
             * NetworkManagementRequest terminalId.
             * @member {string} terminalId
             * @memberof aksept.v1.NetworkManagementRequest
             * @instance
             */
            NetworkManagementRequest.prototype.terminalId = "";

            /**
             * NetworkManagementRequest transmissionTimeMs.
             * @member {number|Long} transmissionTimeMs
             * @memberof aksept.v1.NetworkManagementRequest
             * @instance
             */
            NetworkManagementRequest.prototype.transmissionTimeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * NetworkManagementRequest repeat.
             * @member {boolean} repeat
             * @memberof aksept.v1.NetworkManagementRequest
             * @instance
             */
            NetworkManagementRequest.prototype.repeat = false;

            /**
             * NetworkManagementRequest function.
             * @member {aksept.v1.NetworkFunction} function
             * @memberof aksept.v1.NetworkManagementRequest
             * @instance
             */
            NetworkManagementRequest.prototype["function"] = 0;

            /**
             * NetworkManagementRequest acquirerId.
             * @member {string} acquirerId
             * @memberof aksept.v1.NetworkManagementRequest
             * @instance
             */
            NetworkManagementRequest.prototype.acquirerId = "";

            /**
             * Encodes the specified NetworkManagementRequest message. Does not implicitly {@link aksept.v1.NetworkManagementRequest.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.NetworkManagementRequest
             * @static
             * @param {aksept.v1.NetworkManagementRequest.$Properties} message NetworkManagementRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            NetworkManagementRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stan != null && $Object.hasOwnProperty.call(message, "stan") && message.stan !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.stan);
                if (message.terminalId != null && $Object.hasOwnProperty.call(message, "terminalId") && message.terminalId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.terminalId);
                if (message.transmissionTimeMs != null && $Object.hasOwnProperty.call(message, "transmissionTimeMs") && (typeof message.transmissionTimeMs === "object" ? message.transmissionTimeMs.low || message.transmissionTimeMs.high : message.transmissionTimeMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.transmissionTimeMs);
                if (message.repeat != null && $Object.hasOwnProperty.call(message, "repeat") && message.repeat !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.repeat);
                if (message["function"] != null && $Object.hasOwnProperty.call(message, "function") && message["function"] !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message["function"]);
                if (message.acquirerId != null && $Object.hasOwnProperty.call(message, "acquirerId") && message.acquirerId !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.acquirerId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a NetworkManagementRequest message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.NetworkManagementRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.NetworkManagementRequest & aksept.v1.NetworkManagementRequest.$Shape} NetworkManagementRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            NetworkManagementRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.NetworkManagementRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stan = value;
                            else
                                delete message.stan;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.terminalId = value;
                            else
                                delete message.terminalId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.transmissionTimeMs = value;
                            else
                                delete message.transmissionTimeMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.repeat = value;
                            else
                                delete message.repeat;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message["function"] = value;
                            else
                                delete message["function"];
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.acquirerId = value;
                            else
                                delete message.acquirerId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return NetworkManagementRequest;
        })();

        v1.NetworkManagementResponse = (function() {

            /**
             * Properties of a NetworkManagementResponse.
             * @typedef {Object} aksept.v1.NetworkManagementResponse.$Properties
             * @property {number|null} [stan] NetworkManagementResponse stan
             * @property {string|null} [terminalId] NetworkManagementResponse terminalId
             * @property {number|Long|null} [transmissionTimeMs] NetworkManagementResponse transmissionTimeMs
             * @property {aksept.v1.NetworkFunction|null} ["function"] NetworkManagementResponse function
             * @property {aksept.v1.Outcome|null} [outcome] NetworkManagementResponse outcome
             * @property {string|null} [responseCode] NetworkManagementResponse responseCode
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a NetworkManagementResponse.
             * @memberof aksept.v1
             * @interface INetworkManagementResponse
             * @augments aksept.v1.NetworkManagementResponse.$Properties
             * @deprecated Use aksept.v1.NetworkManagementResponse.$Properties instead.
             */

            /**
             * Shape of a NetworkManagementResponse.
             * @typedef {aksept.v1.NetworkManagementResponse.$Properties} aksept.v1.NetworkManagementResponse.$Shape
             */

            /**
             * Constructs a new NetworkManagementResponse.
             * @memberof aksept.v1
             * @classdesc Represents a NetworkManagementResponse.
             * @constructor
             * @param {aksept.v1.NetworkManagementResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const NetworkManagementResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * NetworkManagementResponse stan.
             * @member {number} stan
             * @memberof aksept.v1.NetworkManagementResponse
             * @instance
             */
            NetworkManagementResponse.prototype.stan = 0;

            /**
             * NetworkManagementResponse terminalId.
             * @member {string} terminalId
             * @memberof aksept.v1.NetworkManagementResponse
             * @instance
             */
            NetworkManagementResponse.prototype.terminalId = "";

            /**
             * NetworkManagementResponse transmissionTimeMs.
             * @member {number|Long} transmissionTimeMs
             * @memberof aksept.v1.NetworkManagementResponse
             * @instance
             */
            NetworkManagementResponse.prototype.transmissionTimeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * NetworkManagementResponse function.
             * @member {aksept.v1.NetworkFunction} function
             * @memberof aksept.v1.NetworkManagementResponse
             * @instance
             */
            NetworkManagementResponse.prototype["function"] = 0;

            /**
             * NetworkManagementResponse outcome.
             * @member {aksept.v1.Outcome} outcome
             * @memberof aksept.v1.NetworkManagementResponse
             * @instance
             */
            NetworkManagementResponse.prototype.outcome = 0;

            /**
             * NetworkManagementResponse responseCode.
             * @member {string} responseCode
             * @memberof aksept.v1.NetworkManagementResponse
             * @instance
             */
            NetworkManagementResponse.prototype.responseCode = "";

            /**
             * Encodes the specified NetworkManagementResponse message. Does not implicitly {@link aksept.v1.NetworkManagementResponse.verify|verify} messages.
             * @function encode
             * @memberof aksept.v1.NetworkManagementResponse
             * @static
             * @param {aksept.v1.NetworkManagementResponse.$Properties} message NetworkManagementResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            NetworkManagementResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stan != null && $Object.hasOwnProperty.call(message, "stan") && message.stan !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.stan);
                if (message.terminalId != null && $Object.hasOwnProperty.call(message, "terminalId") && message.terminalId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.terminalId);
                if (message.transmissionTimeMs != null && $Object.hasOwnProperty.call(message, "transmissionTimeMs") && (typeof message.transmissionTimeMs === "object" ? message.transmissionTimeMs.low || message.transmissionTimeMs.high : message.transmissionTimeMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.transmissionTimeMs);
                if (message["function"] != null && $Object.hasOwnProperty.call(message, "function") && message["function"] !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message["function"]);
                if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome") && message.outcome !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.outcome);
                if (message.responseCode != null && $Object.hasOwnProperty.call(message, "responseCode") && message.responseCode !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.responseCode);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a NetworkManagementResponse message from the specified reader or buffer.
             * @function decode
             * @memberof aksept.v1.NetworkManagementResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {aksept.v1.NetworkManagementResponse & aksept.v1.NetworkManagementResponse.$Shape} NetworkManagementResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            NetworkManagementResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.aksept.v1.NetworkManagementResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stan = value;
                            else
                                delete message.stan;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.terminalId = value;
                            else
                                delete message.terminalId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.transmissionTimeMs = value;
                            else
                                delete message.transmissionTimeMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message["function"] = value;
                            else
                                delete message["function"];
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.outcome = value;
                            else
                                delete message.outcome;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.responseCode = value;
                            else
                                delete message.responseCode;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return NetworkManagementResponse;
        })();

        /**
         * MessageClass enum.
         * @name aksept.v1.MessageClass
         * @enum {number}
         * @property {number} MESSAGE_CLASS_UNSPECIFIED=0 MESSAGE_CLASS_UNSPECIFIED value
         * @property {number} MESSAGE_CLASS_AUTHORIZATION=1 MESSAGE_CLASS_AUTHORIZATION value
         * @property {number} MESSAGE_CLASS_FINANCIAL=2 MESSAGE_CLASS_FINANCIAL value
         * @property {number} MESSAGE_CLASS_ADVICE=3 MESSAGE_CLASS_ADVICE value
         * @property {number} MESSAGE_CLASS_REVERSAL=4 MESSAGE_CLASS_REVERSAL value
         */
        v1.MessageClass = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "MESSAGE_CLASS_UNSPECIFIED"] = 0;
            values[valuesById[1] = "MESSAGE_CLASS_AUTHORIZATION"] = 1;
            values[valuesById[2] = "MESSAGE_CLASS_FINANCIAL"] = 2;
            values[valuesById[3] = "MESSAGE_CLASS_ADVICE"] = 3;
            values[valuesById[4] = "MESSAGE_CLASS_REVERSAL"] = 4;
            return values;
        })();

        /**
         * TransactionType enum.
         * @name aksept.v1.TransactionType
         * @enum {number}
         * @property {number} TRANSACTION_TYPE_UNSPECIFIED=0 TRANSACTION_TYPE_UNSPECIFIED value
         * @property {number} TRANSACTION_TYPE_PURCHASE=1 TRANSACTION_TYPE_PURCHASE value
         * @property {number} TRANSACTION_TYPE_CASH=2 TRANSACTION_TYPE_CASH value
         * @property {number} TRANSACTION_TYPE_PURCHASE_WITH_CASHBACK=3 TRANSACTION_TYPE_PURCHASE_WITH_CASHBACK value
         * @property {number} TRANSACTION_TYPE_REFUND=4 TRANSACTION_TYPE_REFUND value
         * @property {number} TRANSACTION_TYPE_BALANCE_INQUIRY=5 TRANSACTION_TYPE_BALANCE_INQUIRY value
         * @property {number} TRANSACTION_TYPE_PIN_CHANGE=6 TRANSACTION_TYPE_PIN_CHANGE value
         */
        v1.TransactionType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "TRANSACTION_TYPE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "TRANSACTION_TYPE_PURCHASE"] = 1;
            values[valuesById[2] = "TRANSACTION_TYPE_CASH"] = 2;
            values[valuesById[3] = "TRANSACTION_TYPE_PURCHASE_WITH_CASHBACK"] = 3;
            values[valuesById[4] = "TRANSACTION_TYPE_REFUND"] = 4;
            values[valuesById[5] = "TRANSACTION_TYPE_BALANCE_INQUIRY"] = 5;
            values[valuesById[6] = "TRANSACTION_TYPE_PIN_CHANGE"] = 6;
            return values;
        })();

        /**
         * Purpose enum.
         * @name aksept.v1.Purpose
         * @enum {number}
         * @property {number} PURPOSE_UNSPECIFIED=0 PURPOSE_UNSPECIFIED value
         * @property {number} PURPOSE_INCREMENT=1 PURPOSE_INCREMENT value
         * @property {number} PURPOSE_COMPLETION=2 PURPOSE_COMPLETION value
         * @property {number} PURPOSE_OFFLINE_APPROVAL=3 PURPOSE_OFFLINE_APPROVAL value
         * @property {number} PURPOSE_PARTIAL_DISPENSE=4 PURPOSE_PARTIAL_DISPENSE value
         */
        v1.Purpose = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "PURPOSE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "PURPOSE_INCREMENT"] = 1;
            values[valuesById[2] = "PURPOSE_COMPLETION"] = 2;
            values[valuesById[3] = "PURPOSE_OFFLINE_APPROVAL"] = 3;
            values[valuesById[4] = "PURPOSE_PARTIAL_DISPENSE"] = 4;
            return values;
        })();

        /**
         * TerminalType enum.
         * @name aksept.v1.TerminalType
         * @enum {number}
         * @property {number} TERMINAL_TYPE_UNSPECIFIED=0 TERMINAL_TYPE_UNSPECIFIED value
         * @property {number} TERMINAL_TYPE_POS=1 TERMINAL_TYPE_POS value
         * @property {number} TERMINAL_TYPE_ATM=2 TERMINAL_TYPE_ATM value
         * @property {number} TERMINAL_TYPE_UNATTENDED=3 TERMINAL_TYPE_UNATTENDED value
         * @property {number} TERMINAL_TYPE_ECOMMERCE=4 TERMINAL_TYPE_ECOMMERCE value
         */
        v1.TerminalType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "TERMINAL_TYPE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "TERMINAL_TYPE_POS"] = 1;
            values[valuesById[2] = "TERMINAL_TYPE_ATM"] = 2;
            values[valuesById[3] = "TERMINAL_TYPE_UNATTENDED"] = 3;
            values[valuesById[4] = "TERMINAL_TYPE_ECOMMERCE"] = 4;
            return values;
        })();

        /**
         * EntryMode enum.
         * @name aksept.v1.EntryMode
         * @enum {number}
         * @property {number} ENTRY_MODE_UNSPECIFIED=0 ENTRY_MODE_UNSPECIFIED value
         * @property {number} ENTRY_MODE_CHIP=1 ENTRY_MODE_CHIP value
         * @property {number} ENTRY_MODE_CONTACTLESS=2 ENTRY_MODE_CONTACTLESS value
         * @property {number} ENTRY_MODE_MAGSTRIPE=3 ENTRY_MODE_MAGSTRIPE value
         * @property {number} ENTRY_MODE_FALLBACK=4 ENTRY_MODE_FALLBACK value
         * @property {number} ENTRY_MODE_MANUAL=5 ENTRY_MODE_MANUAL value
         * @property {number} ENTRY_MODE_ECOMMERCE=6 ENTRY_MODE_ECOMMERCE value
         * @property {number} ENTRY_MODE_MOTO=7 ENTRY_MODE_MOTO value
         */
        v1.EntryMode = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ENTRY_MODE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "ENTRY_MODE_CHIP"] = 1;
            values[valuesById[2] = "ENTRY_MODE_CONTACTLESS"] = 2;
            values[valuesById[3] = "ENTRY_MODE_MAGSTRIPE"] = 3;
            values[valuesById[4] = "ENTRY_MODE_FALLBACK"] = 4;
            values[valuesById[5] = "ENTRY_MODE_MANUAL"] = 5;
            values[valuesById[6] = "ENTRY_MODE_ECOMMERCE"] = 6;
            values[valuesById[7] = "ENTRY_MODE_MOTO"] = 7;
            return values;
        })();

        /**
         * PinBlockFormat enum.
         * @name aksept.v1.PinBlockFormat
         * @enum {number}
         * @property {number} PIN_BLOCK_FORMAT_UNSPECIFIED=0 PIN_BLOCK_FORMAT_UNSPECIFIED value
         * @property {number} PIN_BLOCK_FORMAT_ISO_0=1 PIN_BLOCK_FORMAT_ISO_0 value
         * @property {number} PIN_BLOCK_FORMAT_ISO_1=2 PIN_BLOCK_FORMAT_ISO_1 value
         * @property {number} PIN_BLOCK_FORMAT_ISO_3=3 PIN_BLOCK_FORMAT_ISO_3 value
         * @property {number} PIN_BLOCK_FORMAT_ISO_4=4 PIN_BLOCK_FORMAT_ISO_4 value
         */
        v1.PinBlockFormat = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "PIN_BLOCK_FORMAT_UNSPECIFIED"] = 0;
            values[valuesById[1] = "PIN_BLOCK_FORMAT_ISO_0"] = 1;
            values[valuesById[2] = "PIN_BLOCK_FORMAT_ISO_1"] = 2;
            values[valuesById[3] = "PIN_BLOCK_FORMAT_ISO_3"] = 3;
            values[valuesById[4] = "PIN_BLOCK_FORMAT_ISO_4"] = 4;
            return values;
        })();

        /**
         * ReversalReason enum.
         * @name aksept.v1.ReversalReason
         * @enum {number}
         * @property {number} REVERSAL_REASON_UNSPECIFIED=0 REVERSAL_REASON_UNSPECIFIED value
         * @property {number} REVERSAL_REASON_CUSTOMER_CANCELLATION=1 REVERSAL_REASON_CUSTOMER_CANCELLATION value
         * @property {number} REVERSAL_REASON_TIMEOUT=2 REVERSAL_REASON_TIMEOUT value
         * @property {number} REVERSAL_REASON_COMPLETED_PARTIALLY=3 REVERSAL_REASON_COMPLETED_PARTIALLY value
         * @property {number} REVERSAL_REASON_TERMINAL_FAULT=4 REVERSAL_REASON_TERMINAL_FAULT value
         * @property {number} REVERSAL_REASON_SUSPECTED_FRAUD=5 REVERSAL_REASON_SUSPECTED_FRAUD value
         */
        v1.ReversalReason = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "REVERSAL_REASON_UNSPECIFIED"] = 0;
            values[valuesById[1] = "REVERSAL_REASON_CUSTOMER_CANCELLATION"] = 1;
            values[valuesById[2] = "REVERSAL_REASON_TIMEOUT"] = 2;
            values[valuesById[3] = "REVERSAL_REASON_COMPLETED_PARTIALLY"] = 3;
            values[valuesById[4] = "REVERSAL_REASON_TERMINAL_FAULT"] = 4;
            values[valuesById[5] = "REVERSAL_REASON_SUSPECTED_FRAUD"] = 5;
            return values;
        })();

        /**
         * NetworkFunction enum.
         * @name aksept.v1.NetworkFunction
         * @enum {number}
         * @property {number} NETWORK_FUNCTION_UNSPECIFIED=0 NETWORK_FUNCTION_UNSPECIFIED value
         * @property {number} NETWORK_FUNCTION_SIGN_ON=1 NETWORK_FUNCTION_SIGN_ON value
         * @property {number} NETWORK_FUNCTION_SIGN_OFF=2 NETWORK_FUNCTION_SIGN_OFF value
         * @property {number} NETWORK_FUNCTION_ECHO=3 NETWORK_FUNCTION_ECHO value
         * @property {number} NETWORK_FUNCTION_CUT_OVER=4 NETWORK_FUNCTION_CUT_OVER value
         */
        v1.NetworkFunction = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NETWORK_FUNCTION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "NETWORK_FUNCTION_SIGN_ON"] = 1;
            values[valuesById[2] = "NETWORK_FUNCTION_SIGN_OFF"] = 2;
            values[valuesById[3] = "NETWORK_FUNCTION_ECHO"] = 3;
            values[valuesById[4] = "NETWORK_FUNCTION_CUT_OVER"] = 4;
            return values;
        })();

        /**
         * Flag enum.
         * @name aksept.v1.Flag
         * @enum {number}
         * @property {number} FLAG_UNSPECIFIED=0 FLAG_UNSPECIFIED value
         * @property {number} FLAG_NO_HOLD=1 FLAG_NO_HOLD value
         * @property {number} FLAG_ABOVE_HOLD=2 FLAG_ABOVE_HOLD value
         * @property {number} FLAG_PAST_LIMIT=3 FLAG_PAST_LIMIT value
         * @property {number} FLAG_PAST_COVERAGE=4 FLAG_PAST_COVERAGE value
         */
        v1.Flag = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "FLAG_UNSPECIFIED"] = 0;
            values[valuesById[1] = "FLAG_NO_HOLD"] = 1;
            values[valuesById[2] = "FLAG_ABOVE_HOLD"] = 2;
            values[valuesById[3] = "FLAG_PAST_LIMIT"] = 3;
            values[valuesById[4] = "FLAG_PAST_COVERAGE"] = 4;
            return values;
        })();

        /**
         * Check enum.
         * @name aksept.v1.Check
         * @enum {number}
         * @property {number} CHECK_UNSPECIFIED=0 CHECK_UNSPECIFIED value
         * @property {number} CHECK_FORMAT=1 CHECK_FORMAT value
         * @property {number} CHECK_MAC=2 CHECK_MAC value
         * @property {number} CHECK_REPEAT=3 CHECK_REPEAT value
         * @property {number} CHECK_REVERSED_BEFORE=4 CHECK_REVERSED_BEFORE value
         * @property {number} CHECK_REQUEST=5 CHECK_REQUEST value
         * @property {number} CHECK_CARD_NUMBER=6 CHECK_CARD_NUMBER value
         * @property {number} CHECK_STATUS=7 CHECK_STATUS value
         * @property {number} CHECK_EXPIRY=8 CHECK_EXPIRY value
         * @property {number} CHECK_COUNTRY=9 CHECK_COUNTRY value
         * @property {number} CHECK_PERMISSION=10 CHECK_PERMISSION value
         * @property {number} CHECK_HOLD=11 CHECK_HOLD value
         * @property {number} CHECK_PIN_TRIES=12 CHECK_PIN_TRIES value
         * @property {number} CHECK_PIN=13 CHECK_PIN value
         * @property {number} CHECK_NEW_PIN=14 CHECK_NEW_PIN value
         * @property {number} CHECK_LIMIT=15 CHECK_LIMIT value
         * @property {number} CHECK_COVERAGE=16 CHECK_COVERAGE value
         */
        v1.Check = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CHECK_UNSPECIFIED"] = 0;
            values[valuesById[1] = "CHECK_FORMAT"] = 1;
            values[valuesById[2] = "CHECK_MAC"] = 2;
            values[valuesById[3] = "CHECK_REPEAT"] = 3;
            values[valuesById[4] = "CHECK_REVERSED_BEFORE"] = 4;
            values[valuesById[5] = "CHECK_REQUEST"] = 5;
            values[valuesById[6] = "CHECK_CARD_NUMBER"] = 6;
            values[valuesById[7] = "CHECK_STATUS"] = 7;
            values[valuesById[8] = "CHECK_EXPIRY"] = 8;
            values[valuesById[9] = "CHECK_COUNTRY"] = 9;
            values[valuesById[10] = "CHECK_PERMISSION"] = 10;
            values[valuesById[11] = "CHECK_HOLD"] = 11;
            values[valuesById[12] = "CHECK_PIN_TRIES"] = 12;
            values[valuesById[13] = "CHECK_PIN"] = 13;
            values[valuesById[14] = "CHECK_NEW_PIN"] = 14;
            values[valuesById[15] = "CHECK_LIMIT"] = 15;
            values[valuesById[16] = "CHECK_COVERAGE"] = 16;
            return values;
        })();

        /**
         * CheckVerdict enum.
         * @name aksept.v1.CheckVerdict
         * @enum {number}
         * @property {number} CHECK_VERDICT_UNSPECIFIED=0 CHECK_VERDICT_UNSPECIFIED value
         * @property {number} CHECK_VERDICT_PASSED=1 CHECK_VERDICT_PASSED value
         * @property {number} CHECK_VERDICT_FAILED=2 CHECK_VERDICT_FAILED value
         * @property {number} CHECK_VERDICT_NOT_REACHED=3 CHECK_VERDICT_NOT_REACHED value
         * @property {number} CHECK_VERDICT_NOT_APPLICABLE=4 CHECK_VERDICT_NOT_APPLICABLE value
         */
        v1.CheckVerdict = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CHECK_VERDICT_UNSPECIFIED"] = 0;
            values[valuesById[1] = "CHECK_VERDICT_PASSED"] = 1;
            values[valuesById[2] = "CHECK_VERDICT_FAILED"] = 2;
            values[valuesById[3] = "CHECK_VERDICT_NOT_REACHED"] = 3;
            values[valuesById[4] = "CHECK_VERDICT_NOT_APPLICABLE"] = 4;
            return values;
        })();

        /**
         * NeverReason enum.
         * @name aksept.v1.NeverReason
         * @enum {number}
         * @property {number} NEVER_REASON_UNSPECIFIED=0 NEVER_REASON_UNSPECIFIED value
         * @property {number} NEVER_REASON_REQUEST=1 NEVER_REASON_REQUEST value
         * @property {number} NEVER_REASON_CARD_STATUS=2 NEVER_REASON_CARD_STATUS value
         * @property {number} NEVER_REASON_CARD_EXPIRED=3 NEVER_REASON_CARD_EXPIRED value
         * @property {number} NEVER_REASON_NOT_PERMITTED=4 NEVER_REASON_NOT_PERMITTED value
         * @property {number} NEVER_REASON_PIN_TRIES=5 NEVER_REASON_PIN_TRIES value
         * @property {number} NEVER_REASON_NO_HOLD=6 NEVER_REASON_NO_HOLD value
         * @property {number} NEVER_REASON_ABOVE_LIMIT=7 NEVER_REASON_ABOVE_LIMIT value
         * @property {number} NEVER_REASON_NO_COVERAGE=8 NEVER_REASON_NO_COVERAGE value
         * @property {number} NEVER_REASON_EXPIRES_FIRST=9 NEVER_REASON_EXPIRES_FIRST value
         * @property {number} NEVER_REASON_HOLD_ENDS_FIRST=10 NEVER_REASON_HOLD_ENDS_FIRST value
         */
        v1.NeverReason = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NEVER_REASON_UNSPECIFIED"] = 0;
            values[valuesById[1] = "NEVER_REASON_REQUEST"] = 1;
            values[valuesById[2] = "NEVER_REASON_CARD_STATUS"] = 2;
            values[valuesById[3] = "NEVER_REASON_CARD_EXPIRED"] = 3;
            values[valuesById[4] = "NEVER_REASON_NOT_PERMITTED"] = 4;
            values[valuesById[5] = "NEVER_REASON_PIN_TRIES"] = 5;
            values[valuesById[6] = "NEVER_REASON_NO_HOLD"] = 6;
            values[valuesById[7] = "NEVER_REASON_ABOVE_LIMIT"] = 7;
            values[valuesById[8] = "NEVER_REASON_NO_COVERAGE"] = 8;
            values[valuesById[9] = "NEVER_REASON_EXPIRES_FIRST"] = 9;
            values[valuesById[10] = "NEVER_REASON_HOLD_ENDS_FIRST"] = 10;
            return values;
        })();

        /**
         * Outcome enum.
         * @name aksept.v1.Outcome
         * @enum {number}
         * @property {number} OUTCOME_UNSPECIFIED=0 OUTCOME_UNSPECIFIED value
         * @property {number} OUTCOME_APPROVED=1 OUTCOME_APPROVED value
         * @property {number} OUTCOME_APPROVED_PARTIALLY=2 OUTCOME_APPROVED_PARTIALLY value
         * @property {number} OUTCOME_FORMAT_ERROR=3 OUTCOME_FORMAT_ERROR value
         * @property {number} OUTCOME_MAC_ERROR=4 OUTCOME_MAC_ERROR value
         * @property {number} OUTCOME_DUPLICATE_TRANSMISSION=5 OUTCOME_DUPLICATE_TRANSMISSION value
         * @property {number} OUTCOME_ALREADY_REVERSED=6 OUTCOME_ALREADY_REVERSED value
         * @property {number} OUTCOME_INVALID_TRANSACTION=7 OUTCOME_INVALID_TRANSACTION value
         * @property {number} OUTCOME_INVALID_AMOUNT=8 OUTCOME_INVALID_AMOUNT value
         * @property {number} OUTCOME_NO_SUCH_ISSUER=9 OUTCOME_NO_SUCH_ISSUER value
         * @property {number} OUTCOME_INVALID_CARD_NUMBER=10 OUTCOME_INVALID_CARD_NUMBER value
         * @property {number} OUTCOME_LOST_CARD=11 OUTCOME_LOST_CARD value
         * @property {number} OUTCOME_STOLEN_CARD=12 OUTCOME_STOLEN_CARD value
         * @property {number} OUTCOME_RESTRICTED_CARD=13 OUTCOME_RESTRICTED_CARD value
         * @property {number} OUTCOME_CARD_NOT_EFFECTIVE=14 OUTCOME_CARD_NOT_EFFECTIVE value
         * @property {number} OUTCOME_ACCOUNT_CLOSED=15 OUTCOME_ACCOUNT_CLOSED value
         * @property {number} OUTCOME_EXPIRED_CARD=16 OUTCOME_EXPIRED_CARD value
         * @property {number} OUTCOME_NOT_PERMITTED_TO_CARDHOLDER=17 OUTCOME_NOT_PERMITTED_TO_CARDHOLDER value
         * @property {number} OUTCOME_NOT_PERMITTED_TO_TERMINAL=18 OUTCOME_NOT_PERMITTED_TO_TERMINAL value
         * @property {number} OUTCOME_PIN_TRIES_EXCEEDED=19 OUTCOME_PIN_TRIES_EXCEEDED value
         * @property {number} OUTCOME_PIN_REQUIRED=20 OUTCOME_PIN_REQUIRED value
         * @property {number} OUTCOME_PIN_BLOCK_ERROR=21 OUTCOME_PIN_BLOCK_ERROR value
         * @property {number} OUTCOME_INCORRECT_PIN=22 OUTCOME_INCORRECT_PIN value
         * @property {number} OUTCOME_EXCEEDS_AMOUNT_LIMIT=23 OUTCOME_EXCEEDS_AMOUNT_LIMIT value
         * @property {number} OUTCOME_EXCEEDS_COUNT_LIMIT=24 OUTCOME_EXCEEDS_COUNT_LIMIT value
         * @property {number} OUTCOME_INSUFFICIENT_FUNDS=25 OUTCOME_INSUFFICIENT_FUNDS value
         * @property {number} OUTCOME_UNABLE_TO_LOCATE_ORIGINAL=26 OUTCOME_UNABLE_TO_LOCATE_ORIGINAL value
         * @property {number} OUTCOME_ISSUER_INOPERATIVE=27 OUTCOME_ISSUER_INOPERATIVE value
         * @property {number} OUTCOME_SYSTEM_MALFUNCTION=28 OUTCOME_SYSTEM_MALFUNCTION value
         */
        v1.Outcome = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "OUTCOME_UNSPECIFIED"] = 0;
            values[valuesById[1] = "OUTCOME_APPROVED"] = 1;
            values[valuesById[2] = "OUTCOME_APPROVED_PARTIALLY"] = 2;
            values[valuesById[3] = "OUTCOME_FORMAT_ERROR"] = 3;
            values[valuesById[4] = "OUTCOME_MAC_ERROR"] = 4;
            values[valuesById[5] = "OUTCOME_DUPLICATE_TRANSMISSION"] = 5;
            values[valuesById[6] = "OUTCOME_ALREADY_REVERSED"] = 6;
            values[valuesById[7] = "OUTCOME_INVALID_TRANSACTION"] = 7;
            values[valuesById[8] = "OUTCOME_INVALID_AMOUNT"] = 8;
            values[valuesById[9] = "OUTCOME_NO_SUCH_ISSUER"] = 9;
            values[valuesById[10] = "OUTCOME_INVALID_CARD_NUMBER"] = 10;
            values[valuesById[11] = "OUTCOME_LOST_CARD"] = 11;
            values[valuesById[12] = "OUTCOME_STOLEN_CARD"] = 12;
            values[valuesById[13] = "OUTCOME_RESTRICTED_CARD"] = 13;
            values[valuesById[14] = "OUTCOME_CARD_NOT_EFFECTIVE"] = 14;
            values[valuesById[15] = "OUTCOME_ACCOUNT_CLOSED"] = 15;
            values[valuesById[16] = "OUTCOME_EXPIRED_CARD"] = 16;
            values[valuesById[17] = "OUTCOME_NOT_PERMITTED_TO_CARDHOLDER"] = 17;
            values[valuesById[18] = "OUTCOME_NOT_PERMITTED_TO_TERMINAL"] = 18;
            values[valuesById[19] = "OUTCOME_PIN_TRIES_EXCEEDED"] = 19;
            values[valuesById[20] = "OUTCOME_PIN_REQUIRED"] = 20;
            values[valuesById[21] = "OUTCOME_PIN_BLOCK_ERROR"] = 21;
            values[valuesById[22] = "OUTCOME_INCORRECT_PIN"] = 22;
            values[valuesById[23] = "OUTCOME_EXCEEDS_AMOUNT_LIMIT"] = 23;
            values[valuesById[24] = "OUTCOME_EXCEEDS_COUNT_LIMIT"] = 24;
            values[valuesById[25] = "OUTCOME_INSUFFICIENT_FUNDS"] = 25;
            values[valuesById[26] = "OUTCOME_UNABLE_TO_LOCATE_ORIGINAL"] = 26;
            values[valuesById[27] = "OUTCOME_ISSUER_INOPERATIVE"] = 27;
            values[valuesById[28] = "OUTCOME_SYSTEM_MALFUNCTION"] = 28;
            return values;
        })();

        return v1;
    })();

    return aksept;
})();

export {
  $root as default
};
