#!/usr/bin/env bash
# A first authorization over HTTP: issues a card, pays with it, pays with a wrong PIN, shows the PIN tries.
# Usage: bash examples/first-authorization.sh [http://127.0.0.1:8080]   (needs curl and node; test keys on the server)
set -euo pipefail
server=${1:-http://127.0.0.1:8080}

post() { curl --silent --show-error --fail-with-body -H 'content-type: application/json' -d "$2" "$server$1"; }
# Prints the value of a JavaScript expression over the JSON on standard input.
pick() { node -e 'const json = JSON.parse(require("fs").readFileSync(0, "utf8")); console.log(eval(process.argv[1]))' "$1"; }

issued=$(post /v1/cards '{"count": 1, "balanceMinor": 2000000}')
pan=$(pick 'json.cards[0].pan' <<<"$issued")
pin=$(pick 'json.cards[0].pin' <<<"$issued")
echo "card       ${pan:0:6}******${pan: -4} with 20000.00 NOK"

# Arguments: STAN, PIN.
purchase() {
  post /v1/transactions "{\"type\": \"purchase\", \"stan\": $1, \"terminalId\": \"SHELL001\", \"amountMinor\": 25000,
    \"pan\": \"$pan\", \"pin\": \"$2\", \"entryMode\": \"chip\", \"terminalType\": \"pos\", \"mcc\": 5411,
    \"terminalCountry\": 578, \"explain\": true}"
}

answer=$(purchase 1 "$pin")
echo "purchase   $(pick '`${json.outcome} (${json.responseCode}), approval code ${json.approvalCode}, available ${json.balances.availableMinor / 100} NOK`' <<<"$answer")"
pick 'json.headroom.map((limit) => `limit      ${limit.name}: ${limit.leftMinor / 100} of ${limit.amountMinor / 100} NOK left`).join("\n")' <<<"$answer"

mistyped=$(printf '%04d' $(((10#$pin + 1) % 10000)))
answer=$(purchase 2 "$mistyped")
echo "wrong PIN  $(pick '`${json.outcome} (${json.responseCode}): ${json.reason}`' <<<"$answer")"

token=$(post /v1/cards/query "{\"pans\": [\"$pan\"]}" | pick 'json.cards[0].token')
tries=$(curl --silent --show-error --fail-with-body "$server/v1/cards/$token" | pick 'json.pinTriesUsed')
echo "PIN tries  $tries used"
