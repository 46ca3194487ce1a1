-- Adds to a card's ledger, once for each key. The twin of funding.ts.
--
-- KEYS as command.lua
-- ARGV in the order of the names below. key: under what the answer is kept, '' for no key.
--      instant: Unix ms, 0 = TIME. noted_key: for the journal. effect: of the row of the event (event.ts).
-- Returns {1 when the key was used before, else 0; amountMinor, ledgerMinor, availableMinor,
-- fundedAtMs}, a word of FUNDING_REFUSALS when it is refused, or false for a card not on file.

local token, key, noted_key, fingerprint, amount_text, effect, highest, retention, entries_max, answers_start, instant =
  unpack(ARGV, 1, 11)
answers = answers_start
local card = redis.call('HMGET', KEYS[1], 'ledger', 'holds', 'funded', 'clock', 'status')
if not card[1] then return false end
local amount, held = tonumber(amount_text), tonumber(card[2])
local now = math.max(now_ms(instant), tonumber(card[4] or 0))

local stored = key ~= '' and read_answer(key, now)
if stored then
  if stored.fingerprint ~= fingerprint then return 'reused' end
  return { 1, tonumber(stored.approved), tonumber(stored.ledger), tonumber(stored.available), tonumber(stored.at) }
end
local ledger = tonumber(card[1]) + amount
if card[5] == 'closed' and amount > 0 then return 'closed' end
if ledger > tonumber(highest) then return 'high' end
if amount < 0 and ledger - held < 0 then return 'low' end

-- Decided. From here on it must succeed: only writes.
if effect == 'load' then redis.call('HSET', KEYS[1], 'ledger', int(ledger), 'funded', int(tonumber(card[3]) + amount)) end
if key ~= '' then
  keep_answer(key, {
    fingerprint = fingerprint, attempt_ids = '', state = 'standing', event = 'fund', outcome = 'approved', code = '', approved = int(amount),
    ledger = int(ledger), available = int(ledger - held), at = int(now), flag = '', kept = int(now + tonumber(retention)),
    standing = int(amount), spends = '', pin_changed = '', local_time = '', from_repeat = '', hold_key = '',
  }, now)
end
append(int(now), token, 'fund', noted_key, '', '', amount_text, '', int(ledger), '', entries_max)
return { 0, amount, ledger, ledger - held, now }
