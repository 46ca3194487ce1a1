-- One authorization, one atomic step: repeat, card, PIN, limits, coverage, and everything it writes.
-- The twin of decide.ts; the conformance suite holds the two to each other.
--
-- KEYS 1 card (hash)  2 spends (sorted set)  3 stored answer (string)  4 journal (stream)
-- ARGV 1 token  2 key  3 content  4 nonce  5 instantMs, 0 = TIME  6 refusal  7 terminal  8 event  9 type  10 channel
--      11 mcc  12 amountMinor  13 domestic 1|0  14 pin absent|malformed|given  15 " ref ref " PIN references
--      16 approval code  17 wants headroom 1|0  18 retentionMs  19 journal entries max
--      20.. six a profile: name, domestic only 1|0, refusal of this use, PIN tries max, limits, filters (window.lua)
-- Returns {outcome, approval code, approvedMinor, ledgerMinor, availableMinor, decidedAtMs, repeated 1|0,
--          false | {profile, index, used, count, index, used, count, ...}} or an error PROFILE <name>.

local nonce, retention, amount = ARGV[4], tonumber(ARGV[18]), tonumber(ARGV[12])
local spends = ARGV[8] == 'spend'

local card = redis.call('HMGET', KEYS[1], 'status', 'expiresAt', 'profile', 'pin', 'tries', 'ledger', 'holds', 'clock', 'seq', 'used', 'posted')
local on_file = card[1] ~= false
local profile = profile_at(20, card[3])
if not profile then return redis.error_reply('PROFILE ' .. card[3]) end

local clock = tonumber(card[8] or 0)
local now = math.max(now_ms(ARGV[5]), clock)
local tries, ledger, on_hold = tonumber(card[5] or 0), tonumber(card[6] or 0), tonumber(card[7] or 0)
local stored = read_answer(KEYS[3], now, retention)
-- Untouched so long that the spends have gone by themselves: the sums mean nothing any more.
local used = now - clock < retention and card[10] or ''
local sums

local STATUS_OUTCOMES = { lost = 'lostCard', stolen = 'stolenCard', blocked = 'restrictedCard', inactive = 'cardNotEffective', closed = 'accountClosed' }

local function decide()
  if stored and stored.state == 'reversedFirst' then return 'alreadyReversed', tries end
  if ARGV[6] ~= '' then return ARGV[6], tries end
  if not on_file then return 'invalidCardNumber', 0 end
  if card[1] ~= 'active' then return STATUS_OUTCOMES[card[1]], tries end
  if now >= tonumber(card[2]) then return 'expiredCard', tries end
  if profile.domestic_only and ARGV[13] ~= '1' then return 'restrictedCard', tries end
  if profile.refusal ~= '' then return profile.refusal, tries end
  if tries >= profile.tries_max then return 'pinTriesExceeded', tries end
  if ARGV[14] == 'absent' then return 'pinRequired', tries end
  if ARGV[14] == 'malformed' then return 'pinBlockError', tries end
  if not string.find(ARGV[15], ' ' .. card[4] .. ' ', 1, true) then
    if tries + 1 >= profile.tries_max then return 'pinTriesExceeded', tries + 1 end
    return 'incorrectPin', tries + 1
  end
  if spends then
    sums = read_used(profile, used, KEYS[2])
    for index, limit in ipairs(profile.limits) do
      if limit.matches then
        local sum = advance(profile, sums, index, now, KEYS[2])
        if sum.amount + amount > limit.amount then return 'exceedsAmountLimit', 0 end
        if limit.count > 0 and sum.count + 1 > limit.count then return 'exceedsCountLimit', 0 end
      end
    end
    if ledger - on_hold < amount then return 'insufficientFunds', 0 end
  end
  return 'approved', 0
end

if stored and stored.state ~= 'reversedFirst' then
  if stored.content == ARGV[3] then return give_again(stored, KEYS[3], nonce) end
  append(KEYS[4], ARGV[19], int(now), ARGV[1], ARGV[8], ARGV[2], ARGV[7], ARGV[9], ARGV[12], 'duplicateTransmission', int(ledger))
  return { 'duplicateTransmission', '', 0, ledger, ledger - on_hold, now, 0, false }
end

local outcome, tries_after = decide()
local approved = outcome == 'approved'

-- After this point it must succeed: only writes.
local answer = {
  content = ARGV[3], nonce = nonce, given = '0', state = 'standing', outcome = outcome,
  code = approved and ARGV[16] or '', approved = '0', at = int(now), spend = '',
}
if approved and spends then
  local seq = tonumber(card[9] or 0) + 1
  ledger = ledger - amount
  answer.approved = ARGV[12]
  answer.spend = int(seq) .. ':' .. ARGV[12] .. ':' .. ARGV[9] .. ':' .. ARGV[10] .. ':' .. ARGV[11]
  for index, limit in ipairs(profile.limits) do
    if limit.matches then
      sums[index].amount = sums[index].amount + amount
      sums[index].count = sums[index].count + 1
    end
  end
  if seq % 16 == 0 then
    for index = 1, #profile.limits do advance(profile, sums, index, now, KEYS[2]) end
    redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', int(now - retention))
  end
  redis.call('ZADD', KEYS[2], int(now), answer.spend)
  redis.call('PEXPIRE', KEYS[2], ARGV[18])
  redis.call('HSET', KEYS[1], 'tries', tries_after, 'ledger', int(ledger), 'posted', int(tonumber(card[11]) + amount),
    'clock', int(now), 'seq', int(seq), 'used', write_used(profile, sums))
elseif on_file and tries_after ~= tries then
  redis.call('HSET', KEYS[1], 'tries', tries_after)
end

answer.ledger, answer.available = int(ledger), int(ledger - on_hold)
redis.call('SET', KEYS[3], answer_text(answer), 'PX', ARGV[18])
append(KEYS[4], ARGV[19], answer.at, ARGV[1], ARGV[8], ARGV[2], ARGV[7], ARGV[9], ARGV[12], outcome, answer.ledger)

local headroom = false
if ARGV[17] == '1' and on_file then
  headroom = { card[3] }
  sums = sums or read_used(profile, used, KEYS[2])
  for index, limit in ipairs(profile.limits) do
    if limit.matches then
      local sum = advance(profile, sums, index, now, KEYS[2])
      headroom[#headroom + 1] = index - 1
      headroom[#headroom + 1] = sum.amount
      headroom[#headroom + 1] = sum.count
    end
  end
end
return reply(answer, 0, headroom)
