-- One request, one atomic step: repeat, card, PIN, limits, coverage, and everything it writes. The twin of decide.ts.
--
-- KEYS 1 card (hash)  2 spends (sorted set)  3 holds (hash)  4 journal (stream)  5 stored answer (string)
-- ARGV 1 token  2 key  3 fingerprint  4 attempt_id  5 instantMs, 0 = TIME  6 refusal  7 terminal  8 event  9 type  10 channel
--      11 mcc  12 amountMinor  13 approval code  14 RRN  15 STAN and date  16 original key  17 original RRN
--      18 original approval code  19 original STAN and date  20 retentionMs  21 journal entries max
--      22 what names of answers start with  23 what names of pointers start with
--      24 domestic 1|0  25 pin absent|malformed|given  26 " ref ref " PIN references  27 new PIN reference
--      28 holdMs  29 partial approval 1|0  30 snapshot 1|0  31.. six a profile: name, domestic only 1|0,
--      refusal of this use, PIN tries max, limits, filters (window.lua)
-- Returns {outcome, approval code, approvedMinor, ledgerMinor, availableMinor, decidedAtMs, repeated 1|0, flag,
--          false | {card, spends, holds, nowMs}} or an error PROFILE <name>.

local token, key, attempt_id, event, amount = ARGV[1], ARGV[2], ARGV[4], ARGV[8], tonumber(ARGV[12])
local retention, entries_max, answers = tonumber(ARGV[20]), ARGV[21], ARGV[22]
local a = load_account(31, ARGV[5], retention)
if not a.profile then return redis.error_reply('PROFILE ' .. a.profile_name) end
local profile, now = a.profile, a.now
expire_holds(a, token, answers, entries_max)

local stored = read_answer(KEYS[5], now)
if stored and stored.state ~= 'reversedFirst' then
  if stored.fingerprint == ARGV[3] then return give_again(stored, KEYS[5], attempt_id) end
  append(int(now), token, event, key, ARGV[7], ARGV[9], ARGV[12], 'duplicateTransmission', int(a.ledger), '', entries_max)
  return { 'duplicateTransmission', '', 0, a.ledger, a.ledger - a.holds, now, 0, '', false }
end

local names = pointer_names(ARGV[23], ARGV[14], ARGV[15])
local reversed_first = not stored and point(names, key, now, retention)
local hold, hold_key
if event == 'increment' then
  local original
  hold_key, original = find_original(answers, pointer_names(ARGV[23], ARGV[17], ARGV[19]), ARGV[16], ARGV[18], now)
  if original and original.hold_key ~= '' then hold_key = original.hold_key end
  hold = read_hold(hold_key)
end

local STATUS_OUTCOMES = { lost = 'lostCard', stolen = 'stolenCard', blocked = 'restrictedCard', inactive = 'cardNotEffective', closed = 'accountClosed' }
local PIN_OPTIONAL = { increment = true, refund = true }
local TAKES = { spend = true, hold = true, increment = true }

local function decide()
  local tries = a.tries
  if stored or reversed_first then return 'alreadyReversed', tries, 0 end
  if ARGV[6] ~= '' then return ARGV[6], tries, 0 end
  if not a.on_file then return 'invalidCardNumber', 0, 0 end
  if event == 'refund' then
    if a.status == 'closed' then return 'accountClosed', tries, 0 end
  else
    if a.status ~= 'active' then return STATUS_OUTCOMES[a.status], tries, 0 end
    if now >= a.expires then return 'expiredCard', tries, 0 end
    if profile.domestic_only and ARGV[24] ~= '1' then return 'restrictedCard', tries, 0 end
  end
  if profile.refusal ~= '' then return profile.refusal, tries, 0 end
  if event == 'increment' and not hold then return 'unableToLocateOriginal', tries, 0 end
  local pin = ARGV[25]
  if not PIN_OPTIONAL[event] or pin ~= 'absent' then
    if tries >= profile.tries_max then return 'pinTriesExceeded', tries, 0 end
    if pin == 'absent' then return 'pinRequired', tries, 0 end
    if pin == 'malformed' then return 'pinBlockError', tries, 0 end
    if not string.find(ARGV[26], ' ' .. a.pin .. ' ', 1, true) then
      if tries + 1 >= profile.tries_max then return 'pinTriesExceeded', tries + 1, 0 end
      return 'incorrectPin', tries + 1, 0
    end
    tries = 0
  end
  if event == 'pinChange' then
    if ARGV[27] == '' then return 'pinBlockError', tries, 0 end
    if string.find(ARGV[26], ' ' .. ARGV[27] .. ' ', 1, true) then return 'notPermittedToCardholder', tries, 0 end
  end
  if not TAKES[event] then return 'approved', tries, amount end
  local sums = sums_of(a)
  for index, limit in ipairs(profile.limits) do
    if limit.matches then
      local sum = advance(profile, sums, index, now, KEYS[2])
      if sum.amount + amount > limit.amount then return 'exceedsAmountLimit', tries, 0 end
      if limit.count > 0 and sum.count + 1 > limit.count then return 'exceedsCountLimit', tries, 0 end
    end
  end
  local available = a.ledger - a.holds
  if available >= amount then return 'approved', tries, amount end
  if ARGV[29] ~= '1' or available <= 0 then return 'insufficientFunds', tries, 0 end
  return 'approvedPartially', tries, available
end

local outcome, tries_after, granted = decide()
local snapshot = ARGV[30] == '1' and a.on_file and snapshot_of(a)

-- After this point it must succeed: only writes.
local approved = is_approval(outcome)
local state, spends, pin_changed, of = 'standing', '', '', ''
if a.on_file and tries_after ~= a.tries then set(a, 'tries', tries_after) end
if approved and TAKES[event] then
  spends = enter(a, granted, int(granted), ARGV[9], ARGV[10], ARGV[11])
  if event == 'spend' then
    debit(a, granted)
  else
    a.holds = a.holds + granted
    if event == 'hold' then
      state = 'held'
      write_hold(a, { key = key, expires = now + tonumber(ARGV[28]), amount = granted, members = { spends } })
    else
      of = hold_key
      hold.amount = hold.amount + granted
      hold.members[#hold.members + 1] = spends
      write_hold(a, hold)
    end
  end
  set_money(a)
elseif approved and event == 'refund' then
  credit(a, granted)
  set_money(a)
elseif approved and event == 'pinChange' then
  pin_changed = a.pin .. '/' .. ARGV[27]
  set(a, 'pin', ARGV[27])
end
save(a)

local r = {
  fingerprint = ARGV[3], attempt_ids = attempt_id, state = state, event = event, outcome = outcome, code = approved and ARGV[13] or '',
  approved = int(granted), ledger = int(a.ledger), available = int(a.ledger - a.holds), at = int(now), flag = '',
  kept = int(now + retention), standing = int(granted), spends = spends, pin_changed = pin_changed, hold_key = of,
}
redis.call('SET', KEYS[5], answer_text(r), 'PX', ARGV[20])
append(r.at, token, event, key, ARGV[7], ARGV[9], ARGV[12], outcome, r.ledger, '', entries_max)
return reply(r, 0, snapshot)
