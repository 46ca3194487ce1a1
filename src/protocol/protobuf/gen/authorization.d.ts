import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace aksept. */
export namespace aksept {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of an Envelope.
         * @deprecated Use aksept.v1.Envelope.$Properties instead.
         */
        interface IEnvelope extends aksept.v1.Envelope.$Properties {
        }

        /** Represents an Envelope. */
        class Envelope {

            /**
             * Constructs a new Envelope.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.Envelope.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Envelope authorizationRequest. */
            authorizationRequest?: (aksept.v1.TransactionRequest.$Properties|null);

            /** Envelope financialRequest. */
            financialRequest?: (aksept.v1.TransactionRequest.$Properties|null);

            /** Envelope adviceRequest. */
            adviceRequest?: (aksept.v1.TransactionRequest.$Properties|null);

            /** Envelope reversalRequest. */
            reversalRequest?: (aksept.v1.TransactionRequest.$Properties|null);

            /** Envelope networkManagementRequest. */
            networkManagementRequest?: (aksept.v1.NetworkManagementRequest.$Properties|null);

            /** Envelope authorizationResponse. */
            authorizationResponse?: (aksept.v1.TransactionResponse.$Properties|null);

            /** Envelope financialResponse. */
            financialResponse?: (aksept.v1.TransactionResponse.$Properties|null);

            /** Envelope adviceResponse. */
            adviceResponse?: (aksept.v1.TransactionResponse.$Properties|null);

            /** Envelope reversalResponse. */
            reversalResponse?: (aksept.v1.TransactionResponse.$Properties|null);

            /** Envelope networkManagementResponse. */
            networkManagementResponse?: (aksept.v1.NetworkManagementResponse.$Properties|null);

            /** Envelope body. */
            body?: ("authorizationRequest"|"financialRequest"|"adviceRequest"|"reversalRequest"|"networkManagementRequest"|"authorizationResponse"|"financialResponse"|"adviceResponse"|"reversalResponse"|"networkManagementResponse");

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link aksept.v1.Envelope.verify|verify} messages.
             * @param message Envelope message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.Envelope & aksept.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.Envelope & aksept.v1.Envelope.$Shape;
        }

        namespace Envelope {

            /** Properties of an Envelope. */
            interface $Properties {

                /** Envelope authorizationRequest */
                authorizationRequest?: (aksept.v1.TransactionRequest.$Properties|null);

                /** Envelope financialRequest */
                financialRequest?: (aksept.v1.TransactionRequest.$Properties|null);

                /** Envelope adviceRequest */
                adviceRequest?: (aksept.v1.TransactionRequest.$Properties|null);

                /** Envelope reversalRequest */
                reversalRequest?: (aksept.v1.TransactionRequest.$Properties|null);

                /** Envelope networkManagementRequest */
                networkManagementRequest?: (aksept.v1.NetworkManagementRequest.$Properties|null);

                /** Envelope authorizationResponse */
                authorizationResponse?: (aksept.v1.TransactionResponse.$Properties|null);

                /** Envelope financialResponse */
                financialResponse?: (aksept.v1.TransactionResponse.$Properties|null);

                /** Envelope adviceResponse */
                adviceResponse?: (aksept.v1.TransactionResponse.$Properties|null);

                /** Envelope reversalResponse */
                reversalResponse?: (aksept.v1.TransactionResponse.$Properties|null);

                /** Envelope networkManagementResponse */
                networkManagementResponse?: (aksept.v1.NetworkManagementResponse.$Properties|null);

                /** Envelope body */
                body?: ("authorizationRequest"|"financialRequest"|"adviceRequest"|"reversalRequest"|"networkManagementRequest"|"authorizationResponse"|"financialResponse"|"adviceResponse"|"reversalResponse"|"networkManagementResponse");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an Envelope. */
            type $Shape = {
              authorizationRequest?: aksept.v1.TransactionRequest.$Shape|null;
              financialRequest?: aksept.v1.TransactionRequest.$Shape|null;
              adviceRequest?: aksept.v1.TransactionRequest.$Shape|null;
              reversalRequest?: aksept.v1.TransactionRequest.$Shape|null;
              networkManagementRequest?: aksept.v1.NetworkManagementRequest.$Shape|null;
              authorizationResponse?: aksept.v1.TransactionResponse.$Shape|null;
              financialResponse?: aksept.v1.TransactionResponse.$Shape|null;
              adviceResponse?: aksept.v1.TransactionResponse.$Shape|null;
              reversalResponse?: aksept.v1.TransactionResponse.$Shape|null;
              networkManagementResponse?: aksept.v1.NetworkManagementResponse.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "authorizationRequest"; authorizationRequest: aksept.v1.TransactionRequest.$Shape; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "financialRequest"; authorizationRequest?: null; financialRequest: aksept.v1.TransactionRequest.$Shape; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "adviceRequest"; authorizationRequest?: null; financialRequest?: null; adviceRequest: aksept.v1.TransactionRequest.$Shape; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "reversalRequest"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest: aksept.v1.TransactionRequest.$Shape; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "networkManagementRequest"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest: aksept.v1.NetworkManagementRequest.$Shape; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "authorizationResponse"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse: aksept.v1.TransactionResponse.$Shape; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "financialResponse"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse: aksept.v1.TransactionResponse.$Shape; adviceResponse?: null; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "adviceResponse"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse: aksept.v1.TransactionResponse.$Shape; reversalResponse?: null; networkManagementResponse?: null }|{ body?: "reversalResponse"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse: aksept.v1.TransactionResponse.$Shape; networkManagementResponse?: null }|{ body?: "networkManagementResponse"; authorizationRequest?: null; financialRequest?: null; adviceRequest?: null; reversalRequest?: null; networkManagementRequest?: null; authorizationResponse?: null; financialResponse?: null; adviceResponse?: null; reversalResponse?: null; networkManagementResponse: aksept.v1.NetworkManagementResponse.$Shape })
            );
        }

        /**
         * Properties of a TransactionRequest.
         * @deprecated Use aksept.v1.TransactionRequest.$Properties instead.
         */
        interface ITransactionRequest extends aksept.v1.TransactionRequest.$Properties {
        }

        /** Represents a TransactionRequest. */
        class TransactionRequest {

            /**
             * Constructs a new TransactionRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.TransactionRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TransactionRequest stan. */
            stan: number;

            /** TransactionRequest terminalId. */
            terminalId: string;

            /** TransactionRequest transmissionTimeMs. */
            transmissionTimeMs: (number|Long);

            /** TransactionRequest repeat. */
            repeat: boolean;

            /** TransactionRequest rrn. */
            rrn: string;

            /** TransactionRequest type. */
            type: aksept.v1.TransactionType;

            /** TransactionRequest purpose. */
            purpose: aksept.v1.Purpose;

            /** TransactionRequest amountMinor. */
            amountMinor: (number|Long);

            /** TransactionRequest cashbackMinor. */
            cashbackMinor: (number|Long);

            /** TransactionRequest standingAmountMinor. */
            standingAmountMinor: (number|Long);

            /** TransactionRequest currency. */
            currency: number;

            /** TransactionRequest allowPartialApproval. */
            allowPartialApproval: boolean;

            /** TransactionRequest explain. */
            explain: boolean;

            /** TransactionRequest pan. */
            pan: string;

            /** TransactionRequest track2. */
            track2: string;

            /** TransactionRequest expiry. */
            expiry: string;

            /** TransactionRequest cardSequence. */
            cardSequence: number;

            /** TransactionRequest entryMode. */
            entryMode: aksept.v1.EntryMode;

            /** TransactionRequest pinBlock. */
            pinBlock: Uint8Array;

            /** TransactionRequest pinBlockFormat. */
            pinBlockFormat: aksept.v1.PinBlockFormat;

            /** TransactionRequest pinKeyId. */
            pinKeyId: string;

            /** TransactionRequest pinKsn. */
            pinKsn: Uint8Array;

            /** TransactionRequest newPinBlock. */
            newPinBlock: Uint8Array;

            /** TransactionRequest terminalType. */
            terminalType: aksept.v1.TerminalType;

            /** TransactionRequest merchantId. */
            merchantId: string;

            /** TransactionRequest merchantName. */
            merchantName: string;

            /** TransactionRequest mcc. */
            mcc: number;

            /** TransactionRequest acquirerId. */
            acquirerId: string;

            /** TransactionRequest terminalCountry. */
            terminalCountry: number;

            /** TransactionRequest merchantCountry. */
            merchantCountry: number;

            /** TransactionRequest acquirerCountry. */
            acquirerCountry: number;

            /** TransactionRequest localTime. */
            localTime: string;

            /** TransactionRequest original. */
            original?: (aksept.v1.OriginalData.$Properties|null);

            /** TransactionRequest reversalReason. */
            reversalReason: aksept.v1.ReversalReason;

            /** TransactionRequest chipData. */
            chipData: Uint8Array;

            /** TransactionRequest mac. */
            mac: Uint8Array;

            /** TransactionRequest macKeyId. */
            macKeyId: string;

            /**
             * Encodes the specified TransactionRequest message. Does not implicitly {@link aksept.v1.TransactionRequest.verify|verify} messages.
             * @param message TransactionRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.TransactionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TransactionRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.TransactionRequest & aksept.v1.TransactionRequest.$Shape} TransactionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.TransactionRequest & aksept.v1.TransactionRequest.$Shape;
        }

        namespace TransactionRequest {

            /** Properties of a TransactionRequest. */
            interface $Properties {

                /** TransactionRequest stan */
                stan?: (number|null);

                /** TransactionRequest terminalId */
                terminalId?: (string|null);

                /** TransactionRequest transmissionTimeMs */
                transmissionTimeMs?: (number|Long|null);

                /** TransactionRequest repeat */
                repeat?: (boolean|null);

                /** TransactionRequest rrn */
                rrn?: (string|null);

                /** TransactionRequest type */
                type?: (aksept.v1.TransactionType|null);

                /** TransactionRequest purpose */
                purpose?: (aksept.v1.Purpose|null);

                /** TransactionRequest amountMinor */
                amountMinor?: (number|Long|null);

                /** TransactionRequest cashbackMinor */
                cashbackMinor?: (number|Long|null);

                /** TransactionRequest standingAmountMinor */
                standingAmountMinor?: (number|Long|null);

                /** TransactionRequest currency */
                currency?: (number|null);

                /** TransactionRequest allowPartialApproval */
                allowPartialApproval?: (boolean|null);

                /** TransactionRequest explain */
                explain?: (boolean|null);

                /** TransactionRequest pan */
                pan?: (string|null);

                /** TransactionRequest track2 */
                track2?: (string|null);

                /** TransactionRequest expiry */
                expiry?: (string|null);

                /** TransactionRequest cardSequence */
                cardSequence?: (number|null);

                /** TransactionRequest entryMode */
                entryMode?: (aksept.v1.EntryMode|null);

                /** TransactionRequest pinBlock */
                pinBlock?: (Uint8Array|null);

                /** TransactionRequest pinBlockFormat */
                pinBlockFormat?: (aksept.v1.PinBlockFormat|null);

                /** TransactionRequest pinKeyId */
                pinKeyId?: (string|null);

                /** TransactionRequest pinKsn */
                pinKsn?: (Uint8Array|null);

                /** TransactionRequest newPinBlock */
                newPinBlock?: (Uint8Array|null);

                /** TransactionRequest terminalType */
                terminalType?: (aksept.v1.TerminalType|null);

                /** TransactionRequest merchantId */
                merchantId?: (string|null);

                /** TransactionRequest merchantName */
                merchantName?: (string|null);

                /** TransactionRequest mcc */
                mcc?: (number|null);

                /** TransactionRequest acquirerId */
                acquirerId?: (string|null);

                /** TransactionRequest terminalCountry */
                terminalCountry?: (number|null);

                /** TransactionRequest merchantCountry */
                merchantCountry?: (number|null);

                /** TransactionRequest acquirerCountry */
                acquirerCountry?: (number|null);

                /** TransactionRequest localTime */
                localTime?: (string|null);

                /** TransactionRequest original */
                original?: (aksept.v1.OriginalData.$Properties|null);

                /** TransactionRequest reversalReason */
                reversalReason?: (aksept.v1.ReversalReason|null);

                /** TransactionRequest chipData */
                chipData?: (Uint8Array|null);

                /** TransactionRequest mac */
                mac?: (Uint8Array|null);

                /** TransactionRequest macKeyId */
                macKeyId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TransactionRequest. */
            type $Shape = aksept.v1.TransactionRequest.$Properties;
        }

        /**
         * Properties of an OriginalData.
         * @deprecated Use aksept.v1.OriginalData.$Properties instead.
         */
        interface IOriginalData extends aksept.v1.OriginalData.$Properties {
        }

        /** Represents an OriginalData. */
        class OriginalData {

            /**
             * Constructs a new OriginalData.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.OriginalData.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OriginalData messageClass. */
            messageClass: aksept.v1.MessageClass;

            /** OriginalData stan. */
            stan: number;

            /** OriginalData transmissionTimeMs. */
            transmissionTimeMs: (number|Long);

            /** OriginalData acquirerId. */
            acquirerId: string;

            /** OriginalData rrn. */
            rrn: string;

            /** OriginalData approvalCode. */
            approvalCode: string;

            /** OriginalData localDate. */
            localDate: string;

            /**
             * Encodes the specified OriginalData message. Does not implicitly {@link aksept.v1.OriginalData.verify|verify} messages.
             * @param message OriginalData message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.OriginalData.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OriginalData message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.OriginalData & aksept.v1.OriginalData.$Shape} OriginalData
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.OriginalData & aksept.v1.OriginalData.$Shape;
        }

        namespace OriginalData {

            /** Properties of an OriginalData. */
            interface $Properties {

                /** OriginalData messageClass */
                messageClass?: (aksept.v1.MessageClass|null);

                /** OriginalData stan */
                stan?: (number|null);

                /** OriginalData transmissionTimeMs */
                transmissionTimeMs?: (number|Long|null);

                /** OriginalData acquirerId */
                acquirerId?: (string|null);

                /** OriginalData rrn */
                rrn?: (string|null);

                /** OriginalData approvalCode */
                approvalCode?: (string|null);

                /** OriginalData localDate */
                localDate?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OriginalData. */
            type $Shape = aksept.v1.OriginalData.$Properties;
        }

        /**
         * Properties of a TransactionResponse.
         * @deprecated Use aksept.v1.TransactionResponse.$Properties instead.
         */
        interface ITransactionResponse extends aksept.v1.TransactionResponse.$Properties {
        }

        /** Represents a TransactionResponse. */
        class TransactionResponse {

            /**
             * Constructs a new TransactionResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.TransactionResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TransactionResponse stan. */
            stan: number;

            /** TransactionResponse terminalId. */
            terminalId: string;

            /** TransactionResponse transmissionTimeMs. */
            transmissionTimeMs: (number|Long);

            /** TransactionResponse rrn. */
            rrn: string;

            /** TransactionResponse merchantId. */
            merchantId: string;

            /** TransactionResponse acquirerId. */
            acquirerId: string;

            /** TransactionResponse type. */
            type: aksept.v1.TransactionType;

            /** TransactionResponse amountMinor. */
            amountMinor: (number|Long);

            /** TransactionResponse currency. */
            currency: number;

            /** TransactionResponse outcome. */
            outcome: aksept.v1.Outcome;

            /** TransactionResponse responseCode. */
            responseCode: string;

            /** TransactionResponse approvalCode. */
            approvalCode: string;

            /** TransactionResponse approvedAmountMinor. */
            approvedAmountMinor: (number|Long);

            /** TransactionResponse decidedAtMs. */
            decidedAtMs: (number|Long);

            /** TransactionResponse repeated. */
            repeated: boolean;

            /** TransactionResponse balances. */
            balances?: (aksept.v1.Balances.$Properties|null);

            /** TransactionResponse headroom. */
            headroom: aksept.v1.LimitHeadroom.$Properties[];

            /** TransactionResponse reason. */
            reason: string;

            /** TransactionResponse chipData. */
            chipData: Uint8Array;

            /** TransactionResponse mac. */
            mac: Uint8Array;

            /** TransactionResponse flag. */
            flag: aksept.v1.Flag;

            /** TransactionResponse explanation. */
            explanation?: (aksept.v1.Explanation.$Properties|null);

            /**
             * Encodes the specified TransactionResponse message. Does not implicitly {@link aksept.v1.TransactionResponse.verify|verify} messages.
             * @param message TransactionResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.TransactionResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TransactionResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.TransactionResponse & aksept.v1.TransactionResponse.$Shape} TransactionResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.TransactionResponse & aksept.v1.TransactionResponse.$Shape;
        }

        namespace TransactionResponse {

            /** Properties of a TransactionResponse. */
            interface $Properties {

                /** TransactionResponse stan */
                stan?: (number|null);

                /** TransactionResponse terminalId */
                terminalId?: (string|null);

                /** TransactionResponse transmissionTimeMs */
                transmissionTimeMs?: (number|Long|null);

                /** TransactionResponse rrn */
                rrn?: (string|null);

                /** TransactionResponse merchantId */
                merchantId?: (string|null);

                /** TransactionResponse acquirerId */
                acquirerId?: (string|null);

                /** TransactionResponse type */
                type?: (aksept.v1.TransactionType|null);

                /** TransactionResponse amountMinor */
                amountMinor?: (number|Long|null);

                /** TransactionResponse currency */
                currency?: (number|null);

                /** TransactionResponse outcome */
                outcome?: (aksept.v1.Outcome|null);

                /** TransactionResponse responseCode */
                responseCode?: (string|null);

                /** TransactionResponse approvalCode */
                approvalCode?: (string|null);

                /** TransactionResponse approvedAmountMinor */
                approvedAmountMinor?: (number|Long|null);

                /** TransactionResponse decidedAtMs */
                decidedAtMs?: (number|Long|null);

                /** TransactionResponse repeated */
                repeated?: (boolean|null);

                /** TransactionResponse balances */
                balances?: (aksept.v1.Balances.$Properties|null);

                /** TransactionResponse headroom */
                headroom?: (aksept.v1.LimitHeadroom.$Properties[]|null);

                /** TransactionResponse reason */
                reason?: (string|null);

                /** TransactionResponse chipData */
                chipData?: (Uint8Array|null);

                /** TransactionResponse mac */
                mac?: (Uint8Array|null);

                /** TransactionResponse flag */
                flag?: (aksept.v1.Flag|null);

                /** TransactionResponse explanation */
                explanation?: (aksept.v1.Explanation.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TransactionResponse. */
            type $Shape = aksept.v1.TransactionResponse.$Properties;
        }

        /**
         * Properties of a Balances.
         * @deprecated Use aksept.v1.Balances.$Properties instead.
         */
        interface IBalances extends aksept.v1.Balances.$Properties {
        }

        /** Represents a Balances. */
        class Balances {

            /**
             * Constructs a new Balances.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.Balances.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Balances ledgerMinor. */
            ledgerMinor: (number|Long);

            /** Balances availableMinor. */
            availableMinor: (number|Long);

            /**
             * Encodes the specified Balances message. Does not implicitly {@link aksept.v1.Balances.verify|verify} messages.
             * @param message Balances message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.Balances.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Balances message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.Balances & aksept.v1.Balances.$Shape} Balances
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.Balances & aksept.v1.Balances.$Shape;
        }

        namespace Balances {

            /** Properties of a Balances. */
            interface $Properties {

                /** Balances ledgerMinor */
                ledgerMinor?: (number|Long|null);

                /** Balances availableMinor */
                availableMinor?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Balances. */
            type $Shape = aksept.v1.Balances.$Properties;
        }

        /**
         * Properties of a LimitHeadroom.
         * @deprecated Use aksept.v1.LimitHeadroom.$Properties instead.
         */
        interface ILimitHeadroom extends aksept.v1.LimitHeadroom.$Properties {
        }

        /** Represents a LimitHeadroom. */
        class LimitHeadroom {

            /**
             * Constructs a new LimitHeadroom.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.LimitHeadroom.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LimitHeadroom name. */
            name: string;

            /** LimitHeadroom amountMinor. */
            amountMinor: (number|Long);

            /** LimitHeadroom usedMinor. */
            usedMinor: (number|Long);

            /** LimitHeadroom leftMinor. */
            leftMinor: (number|Long);

            /** LimitHeadroom countMax. */
            countMax: number;

            /** LimitHeadroom countUsed. */
            countUsed: number;

            /**
             * Encodes the specified LimitHeadroom message. Does not implicitly {@link aksept.v1.LimitHeadroom.verify|verify} messages.
             * @param message LimitHeadroom message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.LimitHeadroom.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LimitHeadroom message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.LimitHeadroom & aksept.v1.LimitHeadroom.$Shape} LimitHeadroom
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.LimitHeadroom & aksept.v1.LimitHeadroom.$Shape;
        }

        namespace LimitHeadroom {

            /** Properties of a LimitHeadroom. */
            interface $Properties {

                /** LimitHeadroom name */
                name?: (string|null);

                /** LimitHeadroom amountMinor */
                amountMinor?: (number|Long|null);

                /** LimitHeadroom usedMinor */
                usedMinor?: (number|Long|null);

                /** LimitHeadroom leftMinor */
                leftMinor?: (number|Long|null);

                /** LimitHeadroom countMax */
                countMax?: (number|null);

                /** LimitHeadroom countUsed */
                countUsed?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LimitHeadroom. */
            type $Shape = aksept.v1.LimitHeadroom.$Properties;
        }

        /**
         * Properties of an Explanation.
         * @deprecated Use aksept.v1.Explanation.$Properties instead.
         */
        interface IExplanation extends aksept.v1.Explanation.$Properties {
        }

        /** Represents an Explanation. */
        class Explanation {

            /**
             * Constructs a new Explanation.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.Explanation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Explanation atMs. */
            atMs: (number|Long);

            /** Explanation checks. */
            checks: aksept.v1.CheckResult.$Properties[];

            /** Explanation limits. */
            limits: aksept.v1.LimitExplanation.$Properties[];

            /** Explanation coverage. */
            coverage?: (aksept.v1.CoverageExplanation.$Properties|null);

            /** Explanation earliestApprovalMs. */
            earliestApprovalMs: (number|Long);

            /** Explanation neverBecause. */
            neverBecause: aksept.v1.NeverReason;

            /** Explanation textEn. */
            textEn: string;

            /** Explanation textNb. */
            textNb: string;

            /**
             * Encodes the specified Explanation message. Does not implicitly {@link aksept.v1.Explanation.verify|verify} messages.
             * @param message Explanation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.Explanation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Explanation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.Explanation & aksept.v1.Explanation.$Shape} Explanation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.Explanation & aksept.v1.Explanation.$Shape;
        }

        namespace Explanation {

            /** Properties of an Explanation. */
            interface $Properties {

                /** Explanation atMs */
                atMs?: (number|Long|null);

                /** Explanation checks */
                checks?: (aksept.v1.CheckResult.$Properties[]|null);

                /** Explanation limits */
                limits?: (aksept.v1.LimitExplanation.$Properties[]|null);

                /** Explanation coverage */
                coverage?: (aksept.v1.CoverageExplanation.$Properties|null);

                /** Explanation earliestApprovalMs */
                earliestApprovalMs?: (number|Long|null);

                /** Explanation neverBecause */
                neverBecause?: (aksept.v1.NeverReason|null);

                /** Explanation textEn */
                textEn?: (string|null);

                /** Explanation textNb */
                textNb?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Explanation. */
            type $Shape = aksept.v1.Explanation.$Properties;
        }

        /**
         * Properties of a CheckResult.
         * @deprecated Use aksept.v1.CheckResult.$Properties instead.
         */
        interface ICheckResult extends aksept.v1.CheckResult.$Properties {
        }

        /** Represents a CheckResult. */
        class CheckResult {

            /**
             * Constructs a new CheckResult.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.CheckResult.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckResult check. */
            check: aksept.v1.Check;

            /** CheckResult verdict. */
            verdict: aksept.v1.CheckVerdict;

            /** CheckResult seen. */
            seen: string;

            /**
             * Encodes the specified CheckResult message. Does not implicitly {@link aksept.v1.CheckResult.verify|verify} messages.
             * @param message CheckResult message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.CheckResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckResult message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.CheckResult & aksept.v1.CheckResult.$Shape} CheckResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.CheckResult & aksept.v1.CheckResult.$Shape;
        }

        namespace CheckResult {

            /** Properties of a CheckResult. */
            interface $Properties {

                /** CheckResult check */
                check?: (aksept.v1.Check|null);

                /** CheckResult verdict */
                verdict?: (aksept.v1.CheckVerdict|null);

                /** CheckResult seen */
                seen?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckResult. */
            type $Shape = aksept.v1.CheckResult.$Properties;
        }

        /**
         * Properties of a LimitExplanation.
         * @deprecated Use aksept.v1.LimitExplanation.$Properties instead.
         */
        interface ILimitExplanation extends aksept.v1.LimitExplanation.$Properties {
        }

        /** Represents a LimitExplanation. */
        class LimitExplanation {

            /**
             * Constructs a new LimitExplanation.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.LimitExplanation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LimitExplanation headroom. */
            headroom?: (aksept.v1.LimitHeadroom.$Properties|null);

            /** LimitExplanation next. */
            next?: (aksept.v1.Release.$Properties|null);

            /** LimitExplanation fitsAtMs. */
            fitsAtMs: (number|Long);

            /**
             * Encodes the specified LimitExplanation message. Does not implicitly {@link aksept.v1.LimitExplanation.verify|verify} messages.
             * @param message LimitExplanation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.LimitExplanation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LimitExplanation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.LimitExplanation & aksept.v1.LimitExplanation.$Shape} LimitExplanation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.LimitExplanation & aksept.v1.LimitExplanation.$Shape;
        }

        namespace LimitExplanation {

            /** Properties of a LimitExplanation. */
            interface $Properties {

                /** LimitExplanation headroom */
                headroom?: (aksept.v1.LimitHeadroom.$Properties|null);

                /** LimitExplanation next */
                next?: (aksept.v1.Release.$Properties|null);

                /** LimitExplanation fitsAtMs */
                fitsAtMs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LimitExplanation. */
            type $Shape = aksept.v1.LimitExplanation.$Properties;
        }

        /**
         * Properties of a CoverageExplanation.
         * @deprecated Use aksept.v1.CoverageExplanation.$Properties instead.
         */
        interface ICoverageExplanation extends aksept.v1.CoverageExplanation.$Properties {
        }

        /** Represents a CoverageExplanation. */
        class CoverageExplanation {

            /**
             * Constructs a new CoverageExplanation.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.CoverageExplanation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CoverageExplanation ledgerMinor. */
            ledgerMinor: (number|Long);

            /** CoverageExplanation holdsMinor. */
            holdsMinor: (number|Long);

            /** CoverageExplanation availableMinor. */
            availableMinor: (number|Long);

            /** CoverageExplanation next. */
            next?: (aksept.v1.Release.$Properties|null);

            /**
             * Encodes the specified CoverageExplanation message. Does not implicitly {@link aksept.v1.CoverageExplanation.verify|verify} messages.
             * @param message CoverageExplanation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.CoverageExplanation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CoverageExplanation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.CoverageExplanation & aksept.v1.CoverageExplanation.$Shape} CoverageExplanation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.CoverageExplanation & aksept.v1.CoverageExplanation.$Shape;
        }

        namespace CoverageExplanation {

            /** Properties of a CoverageExplanation. */
            interface $Properties {

                /** CoverageExplanation ledgerMinor */
                ledgerMinor?: (number|Long|null);

                /** CoverageExplanation holdsMinor */
                holdsMinor?: (number|Long|null);

                /** CoverageExplanation availableMinor */
                availableMinor?: (number|Long|null);

                /** CoverageExplanation next */
                next?: (aksept.v1.Release.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CoverageExplanation. */
            type $Shape = aksept.v1.CoverageExplanation.$Properties;
        }

        /**
         * Properties of a Release.
         * @deprecated Use aksept.v1.Release.$Properties instead.
         */
        interface IRelease extends aksept.v1.Release.$Properties {
        }

        /** Represents a Release. */
        class Release {

            /**
             * Constructs a new Release.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.Release.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Release amountMinor. */
            amountMinor: (number|Long);

            /** Release atMs. */
            atMs: (number|Long);

            /**
             * Encodes the specified Release message. Does not implicitly {@link aksept.v1.Release.verify|verify} messages.
             * @param message Release message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.Release.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Release message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.Release & aksept.v1.Release.$Shape} Release
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.Release & aksept.v1.Release.$Shape;
        }

        namespace Release {

            /** Properties of a Release. */
            interface $Properties {

                /** Release amountMinor */
                amountMinor?: (number|Long|null);

                /** Release atMs */
                atMs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Release. */
            type $Shape = aksept.v1.Release.$Properties;
        }

        /**
         * Properties of a NetworkManagementRequest.
         * @deprecated Use aksept.v1.NetworkManagementRequest.$Properties instead.
         */
        interface INetworkManagementRequest extends aksept.v1.NetworkManagementRequest.$Properties {
        }

        /** Represents a NetworkManagementRequest. */
        class NetworkManagementRequest {

            /**
             * Constructs a new NetworkManagementRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.NetworkManagementRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NetworkManagementRequest stan. */
            stan: number;

            /** NetworkManagementRequest terminalId. */
            terminalId: string;

            /** NetworkManagementRequest transmissionTimeMs. */
            transmissionTimeMs: (number|Long);

            /** NetworkManagementRequest repeat. */
            repeat: boolean;

            /** NetworkManagementRequest function. */
            function: aksept.v1.NetworkFunction;

            /** NetworkManagementRequest acquirerId. */
            acquirerId: string;

            /**
             * Encodes the specified NetworkManagementRequest message. Does not implicitly {@link aksept.v1.NetworkManagementRequest.verify|verify} messages.
             * @param message NetworkManagementRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.NetworkManagementRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NetworkManagementRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.NetworkManagementRequest & aksept.v1.NetworkManagementRequest.$Shape} NetworkManagementRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.NetworkManagementRequest & aksept.v1.NetworkManagementRequest.$Shape;
        }

        namespace NetworkManagementRequest {

            /** Properties of a NetworkManagementRequest. */
            interface $Properties {

                /** NetworkManagementRequest stan */
                stan?: (number|null);

                /** NetworkManagementRequest terminalId */
                terminalId?: (string|null);

                /** NetworkManagementRequest transmissionTimeMs */
                transmissionTimeMs?: (number|Long|null);

                /** NetworkManagementRequest repeat */
                repeat?: (boolean|null);

                /** NetworkManagementRequest function */
                "function"?: (aksept.v1.NetworkFunction|null);

                /** NetworkManagementRequest acquirerId */
                acquirerId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NetworkManagementRequest. */
            type $Shape = aksept.v1.NetworkManagementRequest.$Properties;
        }

        /**
         * Properties of a NetworkManagementResponse.
         * @deprecated Use aksept.v1.NetworkManagementResponse.$Properties instead.
         */
        interface INetworkManagementResponse extends aksept.v1.NetworkManagementResponse.$Properties {
        }

        /** Represents a NetworkManagementResponse. */
        class NetworkManagementResponse {

            /**
             * Constructs a new NetworkManagementResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: aksept.v1.NetworkManagementResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NetworkManagementResponse stan. */
            stan: number;

            /** NetworkManagementResponse terminalId. */
            terminalId: string;

            /** NetworkManagementResponse transmissionTimeMs. */
            transmissionTimeMs: (number|Long);

            /** NetworkManagementResponse function. */
            function: aksept.v1.NetworkFunction;

            /** NetworkManagementResponse outcome. */
            outcome: aksept.v1.Outcome;

            /** NetworkManagementResponse responseCode. */
            responseCode: string;

            /**
             * Encodes the specified NetworkManagementResponse message. Does not implicitly {@link aksept.v1.NetworkManagementResponse.verify|verify} messages.
             * @param message NetworkManagementResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: aksept.v1.NetworkManagementResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NetworkManagementResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {aksept.v1.NetworkManagementResponse & aksept.v1.NetworkManagementResponse.$Shape} NetworkManagementResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): aksept.v1.NetworkManagementResponse & aksept.v1.NetworkManagementResponse.$Shape;
        }

        namespace NetworkManagementResponse {

            /** Properties of a NetworkManagementResponse. */
            interface $Properties {

                /** NetworkManagementResponse stan */
                stan?: (number|null);

                /** NetworkManagementResponse terminalId */
                terminalId?: (string|null);

                /** NetworkManagementResponse transmissionTimeMs */
                transmissionTimeMs?: (number|Long|null);

                /** NetworkManagementResponse function */
                "function"?: (aksept.v1.NetworkFunction|null);

                /** NetworkManagementResponse outcome */
                outcome?: (aksept.v1.Outcome|null);

                /** NetworkManagementResponse responseCode */
                responseCode?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NetworkManagementResponse. */
            type $Shape = aksept.v1.NetworkManagementResponse.$Properties;
        }

        /** MessageClass enum. */
        enum MessageClass {

            /** MESSAGE_CLASS_UNSPECIFIED value */
            MESSAGE_CLASS_UNSPECIFIED = 0,

            /** MESSAGE_CLASS_AUTHORIZATION value */
            MESSAGE_CLASS_AUTHORIZATION = 1,

            /** MESSAGE_CLASS_FINANCIAL value */
            MESSAGE_CLASS_FINANCIAL = 2,

            /** MESSAGE_CLASS_ADVICE value */
            MESSAGE_CLASS_ADVICE = 3,

            /** MESSAGE_CLASS_REVERSAL value */
            MESSAGE_CLASS_REVERSAL = 4
        }

        /** TransactionType enum. */
        enum TransactionType {

            /** TRANSACTION_TYPE_UNSPECIFIED value */
            TRANSACTION_TYPE_UNSPECIFIED = 0,

            /** TRANSACTION_TYPE_PURCHASE value */
            TRANSACTION_TYPE_PURCHASE = 1,

            /** TRANSACTION_TYPE_CASH value */
            TRANSACTION_TYPE_CASH = 2,

            /** TRANSACTION_TYPE_PURCHASE_WITH_CASHBACK value */
            TRANSACTION_TYPE_PURCHASE_WITH_CASHBACK = 3,

            /** TRANSACTION_TYPE_REFUND value */
            TRANSACTION_TYPE_REFUND = 4,

            /** TRANSACTION_TYPE_BALANCE_INQUIRY value */
            TRANSACTION_TYPE_BALANCE_INQUIRY = 5,

            /** TRANSACTION_TYPE_PIN_CHANGE value */
            TRANSACTION_TYPE_PIN_CHANGE = 6
        }

        /** Purpose enum. */
        enum Purpose {

            /** PURPOSE_UNSPECIFIED value */
            PURPOSE_UNSPECIFIED = 0,

            /** PURPOSE_INCREMENT value */
            PURPOSE_INCREMENT = 1,

            /** PURPOSE_COMPLETION value */
            PURPOSE_COMPLETION = 2,

            /** PURPOSE_OFFLINE_APPROVAL value */
            PURPOSE_OFFLINE_APPROVAL = 3,

            /** PURPOSE_PARTIAL_DISPENSE value */
            PURPOSE_PARTIAL_DISPENSE = 4
        }

        /** TerminalType enum. */
        enum TerminalType {

            /** TERMINAL_TYPE_UNSPECIFIED value */
            TERMINAL_TYPE_UNSPECIFIED = 0,

            /** TERMINAL_TYPE_POS value */
            TERMINAL_TYPE_POS = 1,

            /** TERMINAL_TYPE_ATM value */
            TERMINAL_TYPE_ATM = 2,

            /** TERMINAL_TYPE_UNATTENDED value */
            TERMINAL_TYPE_UNATTENDED = 3,

            /** TERMINAL_TYPE_ECOMMERCE value */
            TERMINAL_TYPE_ECOMMERCE = 4
        }

        /** EntryMode enum. */
        enum EntryMode {

            /** ENTRY_MODE_UNSPECIFIED value */
            ENTRY_MODE_UNSPECIFIED = 0,

            /** ENTRY_MODE_CHIP value */
            ENTRY_MODE_CHIP = 1,

            /** ENTRY_MODE_CONTACTLESS value */
            ENTRY_MODE_CONTACTLESS = 2,

            /** ENTRY_MODE_MAGSTRIPE value */
            ENTRY_MODE_MAGSTRIPE = 3,

            /** ENTRY_MODE_FALLBACK value */
            ENTRY_MODE_FALLBACK = 4,

            /** ENTRY_MODE_MANUAL value */
            ENTRY_MODE_MANUAL = 5,

            /** ENTRY_MODE_ECOMMERCE value */
            ENTRY_MODE_ECOMMERCE = 6,

            /** ENTRY_MODE_MOTO value */
            ENTRY_MODE_MOTO = 7
        }

        /** PinBlockFormat enum. */
        enum PinBlockFormat {

            /** PIN_BLOCK_FORMAT_UNSPECIFIED value */
            PIN_BLOCK_FORMAT_UNSPECIFIED = 0,

            /** PIN_BLOCK_FORMAT_ISO_0 value */
            PIN_BLOCK_FORMAT_ISO_0 = 1,

            /** PIN_BLOCK_FORMAT_ISO_1 value */
            PIN_BLOCK_FORMAT_ISO_1 = 2,

            /** PIN_BLOCK_FORMAT_ISO_3 value */
            PIN_BLOCK_FORMAT_ISO_3 = 3,

            /** PIN_BLOCK_FORMAT_ISO_4 value */
            PIN_BLOCK_FORMAT_ISO_4 = 4
        }

        /** ReversalReason enum. */
        enum ReversalReason {

            /** REVERSAL_REASON_UNSPECIFIED value */
            REVERSAL_REASON_UNSPECIFIED = 0,

            /** REVERSAL_REASON_CUSTOMER_CANCELLATION value */
            REVERSAL_REASON_CUSTOMER_CANCELLATION = 1,

            /** REVERSAL_REASON_TIMEOUT value */
            REVERSAL_REASON_TIMEOUT = 2,

            /** REVERSAL_REASON_COMPLETED_PARTIALLY value */
            REVERSAL_REASON_COMPLETED_PARTIALLY = 3,

            /** REVERSAL_REASON_TERMINAL_FAULT value */
            REVERSAL_REASON_TERMINAL_FAULT = 4,

            /** REVERSAL_REASON_SUSPECTED_FRAUD value */
            REVERSAL_REASON_SUSPECTED_FRAUD = 5
        }

        /** NetworkFunction enum. */
        enum NetworkFunction {

            /** NETWORK_FUNCTION_UNSPECIFIED value */
            NETWORK_FUNCTION_UNSPECIFIED = 0,

            /** NETWORK_FUNCTION_SIGN_ON value */
            NETWORK_FUNCTION_SIGN_ON = 1,

            /** NETWORK_FUNCTION_SIGN_OFF value */
            NETWORK_FUNCTION_SIGN_OFF = 2,

            /** NETWORK_FUNCTION_ECHO value */
            NETWORK_FUNCTION_ECHO = 3,

            /** NETWORK_FUNCTION_CUT_OVER value */
            NETWORK_FUNCTION_CUT_OVER = 4
        }

        /** Flag enum. */
        enum Flag {

            /** FLAG_UNSPECIFIED value */
            FLAG_UNSPECIFIED = 0,

            /** FLAG_NO_HOLD value */
            FLAG_NO_HOLD = 1,

            /** FLAG_ABOVE_HOLD value */
            FLAG_ABOVE_HOLD = 2,

            /** FLAG_PAST_LIMIT value */
            FLAG_PAST_LIMIT = 3,

            /** FLAG_PAST_COVERAGE value */
            FLAG_PAST_COVERAGE = 4
        }

        /** Check enum. */
        enum Check {

            /** CHECK_UNSPECIFIED value */
            CHECK_UNSPECIFIED = 0,

            /** CHECK_FORMAT value */
            CHECK_FORMAT = 1,

            /** CHECK_MAC value */
            CHECK_MAC = 2,

            /** CHECK_REPEAT value */
            CHECK_REPEAT = 3,

            /** CHECK_REVERSED_BEFORE value */
            CHECK_REVERSED_BEFORE = 4,

            /** CHECK_REQUEST value */
            CHECK_REQUEST = 5,

            /** CHECK_CARD_NUMBER value */
            CHECK_CARD_NUMBER = 6,

            /** CHECK_STATUS value */
            CHECK_STATUS = 7,

            /** CHECK_EXPIRY value */
            CHECK_EXPIRY = 8,

            /** CHECK_COUNTRY value */
            CHECK_COUNTRY = 9,

            /** CHECK_PERMISSION value */
            CHECK_PERMISSION = 10,

            /** CHECK_HOLD value */
            CHECK_HOLD = 11,

            /** CHECK_PIN_TRIES value */
            CHECK_PIN_TRIES = 12,

            /** CHECK_PIN value */
            CHECK_PIN = 13,

            /** CHECK_NEW_PIN value */
            CHECK_NEW_PIN = 14,

            /** CHECK_LIMIT value */
            CHECK_LIMIT = 15,

            /** CHECK_COVERAGE value */
            CHECK_COVERAGE = 16
        }

        /** CheckVerdict enum. */
        enum CheckVerdict {

            /** CHECK_VERDICT_UNSPECIFIED value */
            CHECK_VERDICT_UNSPECIFIED = 0,

            /** CHECK_VERDICT_PASSED value */
            CHECK_VERDICT_PASSED = 1,

            /** CHECK_VERDICT_FAILED value */
            CHECK_VERDICT_FAILED = 2,

            /** CHECK_VERDICT_NOT_REACHED value */
            CHECK_VERDICT_NOT_REACHED = 3,

            /** CHECK_VERDICT_NOT_APPLICABLE value */
            CHECK_VERDICT_NOT_APPLICABLE = 4
        }

        /** NeverReason enum. */
        enum NeverReason {

            /** NEVER_REASON_UNSPECIFIED value */
            NEVER_REASON_UNSPECIFIED = 0,

            /** NEVER_REASON_REQUEST value */
            NEVER_REASON_REQUEST = 1,

            /** NEVER_REASON_CARD_STATUS value */
            NEVER_REASON_CARD_STATUS = 2,

            /** NEVER_REASON_CARD_EXPIRED value */
            NEVER_REASON_CARD_EXPIRED = 3,

            /** NEVER_REASON_NOT_PERMITTED value */
            NEVER_REASON_NOT_PERMITTED = 4,

            /** NEVER_REASON_PIN_TRIES value */
            NEVER_REASON_PIN_TRIES = 5,

            /** NEVER_REASON_NO_HOLD value */
            NEVER_REASON_NO_HOLD = 6,

            /** NEVER_REASON_ABOVE_LIMIT value */
            NEVER_REASON_ABOVE_LIMIT = 7,

            /** NEVER_REASON_NO_COVERAGE value */
            NEVER_REASON_NO_COVERAGE = 8,

            /** NEVER_REASON_EXPIRES_FIRST value */
            NEVER_REASON_EXPIRES_FIRST = 9,

            /** NEVER_REASON_HOLD_ENDS_FIRST value */
            NEVER_REASON_HOLD_ENDS_FIRST = 10
        }

        /** Outcome enum. */
        enum Outcome {

            /** OUTCOME_UNSPECIFIED value */
            OUTCOME_UNSPECIFIED = 0,

            /** OUTCOME_APPROVED value */
            OUTCOME_APPROVED = 1,

            /** OUTCOME_APPROVED_PARTIALLY value */
            OUTCOME_APPROVED_PARTIALLY = 2,

            /** OUTCOME_FORMAT_ERROR value */
            OUTCOME_FORMAT_ERROR = 3,

            /** OUTCOME_MAC_ERROR value */
            OUTCOME_MAC_ERROR = 4,

            /** OUTCOME_DUPLICATE_TRANSMISSION value */
            OUTCOME_DUPLICATE_TRANSMISSION = 5,

            /** OUTCOME_ALREADY_REVERSED value */
            OUTCOME_ALREADY_REVERSED = 6,

            /** OUTCOME_INVALID_TRANSACTION value */
            OUTCOME_INVALID_TRANSACTION = 7,

            /** OUTCOME_INVALID_AMOUNT value */
            OUTCOME_INVALID_AMOUNT = 8,

            /** OUTCOME_NO_SUCH_ISSUER value */
            OUTCOME_NO_SUCH_ISSUER = 9,

            /** OUTCOME_INVALID_CARD_NUMBER value */
            OUTCOME_INVALID_CARD_NUMBER = 10,

            /** OUTCOME_LOST_CARD value */
            OUTCOME_LOST_CARD = 11,

            /** OUTCOME_STOLEN_CARD value */
            OUTCOME_STOLEN_CARD = 12,

            /** OUTCOME_RESTRICTED_CARD value */
            OUTCOME_RESTRICTED_CARD = 13,

            /** OUTCOME_CARD_NOT_EFFECTIVE value */
            OUTCOME_CARD_NOT_EFFECTIVE = 14,

            /** OUTCOME_ACCOUNT_CLOSED value */
            OUTCOME_ACCOUNT_CLOSED = 15,

            /** OUTCOME_EXPIRED_CARD value */
            OUTCOME_EXPIRED_CARD = 16,

            /** OUTCOME_NOT_PERMITTED_TO_CARDHOLDER value */
            OUTCOME_NOT_PERMITTED_TO_CARDHOLDER = 17,

            /** OUTCOME_NOT_PERMITTED_TO_TERMINAL value */
            OUTCOME_NOT_PERMITTED_TO_TERMINAL = 18,

            /** OUTCOME_PIN_TRIES_EXCEEDED value */
            OUTCOME_PIN_TRIES_EXCEEDED = 19,

            /** OUTCOME_PIN_REQUIRED value */
            OUTCOME_PIN_REQUIRED = 20,

            /** OUTCOME_PIN_BLOCK_ERROR value */
            OUTCOME_PIN_BLOCK_ERROR = 21,

            /** OUTCOME_INCORRECT_PIN value */
            OUTCOME_INCORRECT_PIN = 22,

            /** OUTCOME_EXCEEDS_AMOUNT_LIMIT value */
            OUTCOME_EXCEEDS_AMOUNT_LIMIT = 23,

            /** OUTCOME_EXCEEDS_COUNT_LIMIT value */
            OUTCOME_EXCEEDS_COUNT_LIMIT = 24,

            /** OUTCOME_INSUFFICIENT_FUNDS value */
            OUTCOME_INSUFFICIENT_FUNDS = 25,

            /** OUTCOME_UNABLE_TO_LOCATE_ORIGINAL value */
            OUTCOME_UNABLE_TO_LOCATE_ORIGINAL = 26,

            /** OUTCOME_ISSUER_INOPERATIVE value */
            OUTCOME_ISSUER_INOPERATIVE = 27,

            /** OUTCOME_SYSTEM_MALFUNCTION value */
            OUTCOME_SYSTEM_MALFUNCTION = 28
        }
    }
}
