#!/usr/bin/env bash
# A fuel pump over HTTP: asks for 1,500 NOK from a card that has 900, gets 900, and completes with the pumped amount.
# Usage: bash examples/fuel-pump.sh [http://127.0.0.1:8080]   (needs curl and node; test keys on the server)
set -euo pipefail
server=${1:-http://127.0.0.1:8080}

post() { curl --silent --show-error --fail-with-body -H 'content-type: application/json' -d "$2" "$server$1"; }
# Prints the value of a JavaScript expression over the JSON on standard input; nok() writes minor units as kroner.
pick() { node -e 'const json = JSON.parse(require("fs").readFileSync(0, "utf8")); const nok = (minor) => (minor / 100).toFixed(2);
  console.log(eval(process.argv[1]))' "$1"; }

issued=$(post /v1/cards '{"count": 1, "balanceMinor": 90000}')
pan=$(pick 'json.cards[0].pan' <<<"$issued")
pin=$(pick 'json.cards[0].pin' <<<"$issued")
token=$(post /v1/cards/query "{\"pans\": [\"$pan\"]}" | pick 'json.cards[0].token')
show() {
  curl --silent --show-error --fail-with-body "$server/v1/cards/$token" |
    pick '`card       ledger ${nok(json.ledgerMinor)}, held ${nok(json.holdsMinor)}, available ${nok(json.ledgerMinor - json.holdsMinor)} NOK`'
}
show

# What pre-authorization and completion have in common: the pump and the card.
pump="\"type\": \"purchase\", \"terminalId\": \"PUMP0004\", \"terminalType\": \"unattended\", \"mcc\": 5542, \"terminalCountry\": 578, \"pan\": \"$pan\""
sent=$(node -p 'Date.now()')

answer=$(post /v1/transactions "{\"class\": \"authorization\", $pump, \"stan\": 71, \"transmissionTimeMs\": $sent,
  \"amountMinor\": 150000, \"allowPartialApproval\": true, \"entryMode\": \"chip\", \"pin\": \"$pin\"}")
echo "asks       1500.00 NOK: $(pick '`${json.outcome} (${json.responseCode}), may deliver ${nok(json.approvedAmountMinor)} NOK`' <<<"$answer")"
show

answer=$(post /v1/transactions "{\"class\": \"advice\", \"purpose\": \"completion\", $pump, \"stan\": 72,
  \"amountMinor\": 61250, \"original\": {\"stan\": 71, \"transmissionTimeMs\": $sent}}")
echo "completes  612.50 NOK: $(pick '`${json.outcome} (${json.responseCode}), posted ${nok(json.approvedAmountMinor)} NOK, flag ${json.flag || "none"}`' <<<"$answer")"
show
curl --silent --show-error --fail-with-body "$server/v1/cards/$token/headroom" |
  pick 'json.headroom.map((limit) => `limit      ${limit.name}: used ${nok(limit.usedMinor)} NOK`).join("\n")'
