#!/usr/bin/env python3
"""A payment terminal in Python, written from docs/wire.md and the .proto file alone.

It sends an echo, a purchase, a repeat of it, its reversal and a balance inquiry, as a terminal
must: with its own STANs, PIN blocks under a terminal key, and a reversal when no answer comes.
Exit codes: 0 all as expected, 1 an answer was not, 2 wrong usage or something is missing.
"""
import argparse
import importlib
import json
import os
import pathlib
import secrets
import socket
import struct
import subprocess
import sys
import tempfile
import time

try:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from google.protobuf.message import DecodeError
except ImportError as missing:
    sys.exit(f"{missing}. On Debian and Ubuntu: apt-get install python3-protobuf python3-cryptography protobuf-compiler")

PROTO_FOLDER = pathlib.Path(__file__).resolve().parents[2] / "proto"
PROTO_FILE = "aksept/v1/authorization.proto"
FRAME_BYTES_MAX = 65_536
ANSWER_TIMEOUT_S = 6.6
REVERSAL_SENDS_MAX = 5
NORWAY = NOK = 578
GROCERY_STORE = 5411


def fail(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(2)


def compile_proto(folder):
    """Compiles the message classes at run time; keeps no generated file."""
    with tempfile.TemporaryDirectory() as out:
        command = ["protoc", f"--proto_path={folder}", f"--python_out={out}", PROTO_FILE]
        try:
            subprocess.run(command, check=True)
        except FileNotFoundError:
            fail("There is no protoc; on Debian and Ubuntu: apt-get install protobuf-compiler")
        except subprocess.CalledProcessError:
            fail(f"protoc cannot compile {folder}/{PROTO_FILE}; check --proto.")
        sys.path.insert(0, out)
        return importlib.import_module("aksept.v1.authorization_pb2")


# --- ISO 9564-1 PIN blocks


def pan_part(pan):
    """Four zeros and the rightmost twelve digits before the check digit."""
    return bytes.fromhex("0000" + pan[-13:-1])


def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def encipher(algorithm, block):
    cipher = Cipher(algorithm, modes.ECB()).encryptor()
    return cipher.update(block) + cipher.finalize()


def pin_block_0(key, pan, pin):
    """Format 0 under TDES: 8 bytes."""
    field = bytes.fromhex(f"0{len(pin):X}{pin}".ljust(16, "F"))
    return encipher(algorithms.TripleDES(key), xor(field, pan_part(pan)))


def pin_block_4(key, pan, pin):
    """Format 4 under AES: 16 bytes; the PAN is added between two encipherments."""
    field = bytes.fromhex(f"4{len(pin):X}{pin}".ljust(16, "A")) + secrets.token_bytes(8)
    pan_field = bytes.fromhex(f"{len(pan) - 12:X}{pan}".ljust(32, "0"))
    return encipher(algorithms.AES(key), xor(encipher(algorithms.AES(key), field), pan_field))


def terminal_key(path, algorithm):
    """Id and bytes of the ring's first terminal PIN key of an algorithm."""
    for key in json.loads(pathlib.Path(path).read_text())["keys"]:
        if key["use"] == "terminalPin" and key["algorithm"] == algorithm and "key" in key:
            return key["id"], bytes.fromhex(key["key"])
    return fail(f"{path} has no clear {algorithm} key for terminal PINs; give a ring of test keys.")


def read_card(path, entry):
    content = json.loads(pathlib.Path(path).read_text())
    cards = content if isinstance(content, list) else content["cards"]
    if not 1 <= entry <= len(cards):
        fail(f"{path} has no card {entry}; it has {len(cards)}.")
    return cards[entry - 1]


# --- The wire


class Link:
    """A connection: frames of a 4-byte big-endian length and one Envelope. One request at a time."""

    def __init__(self, pb, host, port):
        self.pb = pb
        self.address = (host, port)
        self.socket = None

    def connect(self):
        self.socket = socket.create_connection(self.address, timeout=ANSWER_TIMEOUT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self):
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def exchange(self, kind, request):
        """Returns the matching response, or None when none came in time."""
        envelope = self.pb.Envelope()
        getattr(envelope, f"{kind}_request").CopyFrom(request)
        payload = envelope.SerializeToString()
        deadline = time.monotonic() + ANSWER_TIMEOUT_S
        try:
            if self.socket is None:
                self.connect()
            self.socket.sendall(struct.pack(">I", len(payload)) + payload)
            while True:
                response = self.receive(deadline)
                if response is not None and self.matches(request, response):
                    return response
        except (OSError, DecodeError):  # a later answer on this connection could be taken for another one
            self.close()
            return None

    def receive(self, deadline):
        (length,) = struct.unpack(">I", self.read(4, deadline))
        if length > FRAME_BYTES_MAX:
            raise ConnectionError("the frame is too long")
        envelope = self.pb.Envelope.FromString(self.read(length, deadline))
        body = envelope.WhichOneof("body")
        return getattr(envelope, body) if body is not None and body.endswith("_response") else None

    def read(self, count, deadline):
        data = b""
        while len(data) < count:
            self.socket.settimeout(max(0.001, deadline - time.monotonic()))
            part = self.socket.recv(count - len(data))
            if not part:
                raise ConnectionError("the host closed the connection")
            data += part
        return data

    @staticmethod
    def matches(request, response):
        return (response.stan, response.terminal_id, response.transmission_time_ms) == (
            request.stan,
            request.terminal_id,
            request.transmission_time_ms,
        )


# --- The terminal


class Terminal:
    def __init__(self, pb, link, card, key_id, key, iso4):
        self.pb, self.link, self.card = pb, link, card
        self.key_id, self.key, self.iso4 = key_id, key, iso4
        self.stan = secrets.randbelow(999_999)

    def identified(self, request):
        self.stan = self.stan % 999_999 + 1
        request.stan = self.stan
        request.terminal_id = "PYTERM01"
        request.transmission_time_ms = time.time_ns() // 1_000_000
        return request

    def request(self, transaction_type, amount_minor=0):
        pb = self.pb
        request = self.identified(pb.TransactionRequest())
        request.type = transaction_type
        request.amount_minor = amount_minor
        request.currency = NOK
        request.pan = self.card["pan"]
        request.expiry = self.card["expiry"]
        request.entry_mode = pb.ENTRY_MODE_CHIP
        request.pin_block = (pin_block_4 if self.iso4 else pin_block_0)(self.key, self.card["pan"], self.card["pin"])
        request.pin_block_format = pb.PIN_BLOCK_FORMAT_ISO_4 if self.iso4 else pb.PIN_BLOCK_FORMAT_ISO_0
        request.pin_key_id = self.key_id
        request.terminal_type = pb.TERMINAL_TYPE_POS
        request.merchant_id = "000000000000042"
        request.merchant_name = "Python corner shop"
        request.mcc = GROCERY_STORE
        request.terminal_country = NORWAY
        return request

    def transact(self, request):
        """Returns the answer, or None after a time-out and a reversal."""
        response = self.link.exchange("financial", request)
        if response is None:
            self.reverse(request, self.pb.REVERSAL_REASON_TIMEOUT)
        return response

    def repeat(self, request):
        repeat = self.pb.TransactionRequest()
        repeat.CopyFrom(request)
        repeat.repeat = True
        return self.link.exchange("financial", repeat)

    def reverse(self, original, reason):
        """Sends the reversal until it is answered; after the first time as a repeat of the same message."""
        reversal = self.identified(self.pb.TransactionRequest())
        reversal.type = original.type
        reversal.amount_minor = original.amount_minor
        reversal.currency = original.currency
        reversal.pan = original.pan
        reversal.original.message_class = self.pb.MESSAGE_CLASS_FINANCIAL
        reversal.original.stan = original.stan
        reversal.original.transmission_time_ms = original.transmission_time_ms
        reversal.reversal_reason = reason
        for _ in range(REVERSAL_SENDS_MAX):
            response = self.link.exchange("reversal", reversal)
            if response is not None and response.outcome != self.pb.OUTCOME_ISSUER_INOPERATIVE:
                return response
            reversal.repeat = True
        return None


def kroner(minor):
    return f"{minor // 100}.{minor % 100:02d}"


class Till:
    """Prints each outcome and keeps the exit code."""

    def __init__(self, pb):
        self.pb = pb
        self.exit_code = 0

    def show(self, what, response, detail=lambda response: ""):
        if response is None:
            self.exit_code = 1
            print(f"{what:16} no answer")
            return
        if response.outcome != self.pb.OUTCOME_APPROVED:
            self.exit_code = 1
        name = self.pb.Outcome.Name(response.outcome).removeprefix("OUTCOME_").lower().split("_")
        outcome = name[0] + "".join(word.capitalize() for word in name[1:])
        print(f"{what:16} {outcome} ({response.response_code}) {detail(response)}".rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7583)
    parser.add_argument("--cards", default="cards.json", help="card file, as made by: aksept cards issue --out")
    parser.add_argument("--keys", default="data/keys.json", help="key ring file of the server (test keys)")
    parser.add_argument("--card", type=int, default=1, help="which card of the file, from 1")
    parser.add_argument("--amount-minor", type=int, default=25_000, help="amount of the purchase in øre")
    parser.add_argument("--pin-format", type=int, choices=[0, 4], default=0, help="ISO 9564-1 PIN block format")
    parser.add_argument("--proto", default=PROTO_FOLDER, help="folder of the .proto files")
    options = parser.parse_args()

    pb = compile_proto(options.proto)
    iso4 = options.pin_format == 4
    try:
        card = read_card(options.cards, options.card)
        key_id, key = terminal_key(options.keys, "AES" if iso4 else "TDES")
    except OSError as error:
        fail(f"{error.filename} cannot be read ({os.strerror(error.errno)}).")
    link = Link(pb, options.host, options.port)
    try:
        link.connect()
    except OSError:
        fail(f"Nothing answers at {options.host}:{options.port}; start the server with: aksept serve --cards {options.cards}")
    terminal = Terminal(pb, link, card, key_id, key, iso4)
    till = Till(pb)

    echo = terminal.identified(pb.NetworkManagementRequest(function=pb.NETWORK_FUNCTION_ECHO))
    till.show("echo", link.exchange("network_management", echo))

    purchase = terminal.request(pb.TRANSACTION_TYPE_PURCHASE, options.amount_minor)
    answer = terminal.transact(purchase)
    till.show("purchase", answer, lambda r: f"{kroner(r.approved_amount_minor)} NOK, approval code {r.approval_code}")
    if answer is not None:
        again = terminal.repeat(purchase)
        till.show("repeat", again, lambda r: "stored answer" if r.repeated else "NOT a stored answer")
        reversal = terminal.reverse(purchase, pb.REVERSAL_REASON_CUSTOMER_CANCELLATION)
        till.show("reversal", reversal, lambda r: f"{kroner(r.approved_amount_minor)} NOK given back")
    inquiry = terminal.transact(terminal.request(pb.TRANSACTION_TYPE_BALANCE_INQUIRY))
    till.show("balance inquiry", inquiry, lambda r: f"available {kroner(r.balances.available_minor)} NOK")
    link.close()
    sys.exit(till.exit_code)


if __name__ == "__main__":
    main()
