-- One reversal, one atomic step. The twin of decideReversal in decide.ts and of memory-store.ts.
--
-- KEYS 1 card  2 spends  3 stored answer  4 journal  5 stored answer of the original
-- ARGV 1 token  2 key  3 content  4 nonce  5 instantMs, 0 = TIME  6 refusal  7 terminal  8 approval code  9 retentionMs
--      10 journal entries max  11.. six a profile (window.lua)
-- Returns as decide.lua; approvedMinor is what was given back.

local nonce, retention = ARGV[4], tonumber(ARGV[9])
local card = redis.call('HMGET', KEYS[1], 'status', 'profile', 'ledger', 'holds', 'clock', 'used', 'givenBack')
local on_file = card[1] ~= false
local profile = profile_at(11, card[2])
if not profile then return redis.error_reply('PROFILE ' .. card[2]) end

local now = math.max(now_ms(ARGV[5]), tonumber(card[5] or 0))
local ledger, on_hold = tonumber(card[3] or 0), tonumber(card[4] or 0)

local stored = read_answer(KEYS[3], now, retention)
if stored and stored.content == ARGV[3] then return give_again(stored, KEYS[3], nonce) end
if stored then
  append(KEYS[4], ARGV[10], int(now), ARGV[1], 'reversal', ARGV[2], ARGV[7], '', 0, 'duplicateTransmission', int(ledger))
  return { 'duplicateTransmission', '', 0, ledger, ledger - on_hold, now, 0, false }
end

local outcome, given_back, remember = 'approved', 0, false
local original = read_answer(KEYS[5], now, retention)
if ARGV[6] ~= '' then
  outcome = ARGV[6]
elseif not on_file then
  outcome = 'invalidCardNumber'
elseif not original then
  remember = true
elseif original.state == 'standing' and original.spend ~= '' then
  given_back = tonumber(original.approved)
end

-- After this point it must succeed: only writes.
if given_back > 0 then
  local sums = read_used(profile, card[6], KEYS[2])
  remove_spend(profile, sums, original.spend, KEYS[2])
  ledger = ledger + given_back
  redis.call('HSET', KEYS[1], 'ledger', int(ledger), 'givenBack', int(tonumber(card[7]) + given_back), 'clock', int(now), 'used', write_used(profile, sums))
  original.state = 'reversed'
  redis.call('SET', KEYS[5], answer_text(original), 'KEEPTTL')
end

local answer = {
  content = ARGV[3], nonce = nonce, given = '0', state = 'standing', outcome = outcome,
  code = outcome == 'approved' and ARGV[8] or '', approved = int(given_back),
  ledger = int(ledger), available = int(ledger - on_hold), at = int(now), spend = '',
}
redis.call('SET', KEYS[3], answer_text(answer), 'PX', ARGV[9])
append(KEYS[4], ARGV[10], answer.at, ARGV[1], 'reversal', ARGV[2], ARGV[7], '', int(given_back), outcome, answer.ledger)
if remember then
  answer.content, answer.state = '', 'reversedFirst'
  redis.call('SET', KEYS[5], answer_text(answer), 'PX', ARGV[9])
end
return reply({ outcome = outcome, code = outcome == 'approved' and ARGV[8] or '', approved = int(given_back),
  ledger = answer.ledger, available = answer.available, at = answer.at }, 0)
