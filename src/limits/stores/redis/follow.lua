-- One reversal, partial dispense, completion or advice, one atomic step. The twin of follow-up.ts and memory-store.ts.
--
-- KEYS as decide.lua; ARGV 1 to 23 as decide.lua, 24 standingMinor  25 toleranceMinor
--      26 answer to the reversal of an unknown original  27.. six a profile (window.lua)
-- Returns as decide.lua; approvedMinor of a reversal or dispense is what was given back.

local token, key, attempt_id, event, amount = ARGV[1], ARGV[2], ARGV[4], ARGV[8], tonumber(ARGV[12])
local retention, entries_max, answers = tonumber(ARGV[20]), ARGV[21], ARGV[22]
local standing = tonumber(ARGV[24])
local a = load_account(27, ARGV[5], retention)
if not a.profile then return redis.error_reply('PROFILE ' .. a.profile_name) end
local now = a.now
expire_holds(a, token, answers, entries_max)

local stored = read_answer(KEYS[5], now)
if stored and stored.state ~= 'reversedFirst' then
  if stored.fingerprint == ARGV[3] then return give_again(stored, KEYS[5], attempt_id) end
  append(int(now), token, event, key, ARGV[7], ARGV[9], 0, 'duplicateTransmission', int(a.ledger), '', entries_max)
  return { 'duplicateTransmission', '', 0, a.ledger, a.ledger - a.holds, now, 0, '', false }
end

local names = pointer_names(ARGV[23], ARGV[17], ARGV[19])
local original_key, original = find_original(answers, names, ARGV[16], ARGV[18], now)
-- A completion settles the pre-authorization, also when it names one of its increments.
if event == 'completion' and original and original.hold_key ~= '' then
  original_key = original.hold_key
  original = read_answer(answers .. original_key, now)
end
local hold = read_hold(original_key)
local own_names = pointer_names(ARGV[23], ARGV[14], ARGV[15])
local reversed_first = not stored and event == 'advice' and point(own_names, key, now, retention)
-- A reversal of what this names by RRN or STAN came before it, too: nothing stands under a key yet.
local named_first = not original and ARGV[16] == '' and names[1] and pointer_key(names[1], now) == '!'

local function posting_flag()
  if ARGV[9] == 'refund' then return '' end
  local sums = sums_of(a)
  for index, limit in ipairs(a.profile.limits) do
    if limit.matches then
      local sum = advance(a.profile, sums, index, now, KEYS[2])
      if sum.amount + amount > limit.amount then return 'pastLimit' end
      if limit.count > 0 and sum.count + 1 > limit.count then return 'pastLimit' end
    end
  end
  return a.ledger - a.holds < amount and 'pastCoverage' or ''
end

-- Outcome, effect, flag, remember: as decideFollowUp.
local function decide()
  if stored or reversed_first then return 'alreadyReversed', 'none', '', false end
  if ARGV[6] ~= '' then return ARGV[6], 'none', '', false end
  if not a.on_file then return 'invalidCardNumber', 'none', '', false end
  if event == 'completion' then
    if not hold then return 'approved', 'post', 'noHold', false end
    if amount > hold.amount + tonumber(ARGV[25]) then return 'approved', 'settle', 'aboveHold', false end
    return 'approved', 'settle', a.ledger - a.holds + hold.amount < amount and 'pastCoverage' or '', false
  end
  if event == 'advice' then return 'approved', 'post', posting_flag(), false end
  if named_first or (original and original.state == 'reversedFirst') then return ARGV[26], 'none', '', false end
  if not original then
    if event == 'dispense' then return 'approved', 'post', 'noHold', true end
    return ARGV[26], 'none', '', true
  end
  if standing > tonumber(original.approved) then return 'invalidAmount', 'none', '', false end
  return 'approved', 'lower', '', false
end

local outcome, effect, flag, remember = decide()

-- After this point it must succeed: only writes.
local approved = is_approval(outcome)
local done, spends, of, noted = 0, '', '', event
if effect == 'lower' then
  done = lower(a, answers, original_key, original, standing)
elseif effect == 'settle' then
  done, of = amount, original_key
  remove_hold(a, hold)
  debit(a, amount)
  local members = table.concat(correct_all(a, hold.members, amount), ',')
  if original then
    original.state, original.standing, original.spends, original.kept = 'settled', ARGV[12], members, int(now + retention)
    redis.call('SET', answers .. original_key, answer_text(original), 'PX', ARGV[20])
  end
elseif effect == 'post' then
  done = amount
  if ARGV[9] == 'refund' then
    credit(a, amount)
    if event == 'advice' then noted = 'refund' end
  else
    -- Nothing else can be found by these: the hold is gone, or there was none.
    if event ~= 'advice' then point(own_names, key, now, retention) end
  end
  if ARGV[9] ~= 'refund' and amount > 0 then
    debit(a, amount)
    spends = enter(a, amount, ARGV[12], ARGV[9], ARGV[10], ARGV[11])
  end
end
if effect ~= 'none' then set_money(a) end
save(a)

local stands = (event == 'reversal' or (event == 'dispense' and spends == '')) and 0 or done
local r = {
  fingerprint = ARGV[3], attempt_ids = attempt_id, state = 'standing', event = noted, outcome = outcome, code = approved and ARGV[13] or '',
  approved = int(done), ledger = int(a.ledger), available = int(a.ledger - a.holds), at = int(now), flag = flag,
  kept = int(now + retention), standing = int(stands), spends = spends, pin_changed = '', hold_key = of,
}
redis.call('SET', KEYS[5], answer_text(r), 'PX', ARGV[20])
append(r.at, token, event, key, ARGV[7], ARGV[9], r.approved, outcome, r.ledger, flag, entries_max)
local answered = reply(r, 0)
if remember then
  r.fingerprint, r.state, r.standing, r.spends = '', 'reversedFirst', '0', ''
  if ARGV[16] ~= '' then
    redis.call('SET', answers .. ARGV[16], answer_text(r), 'PX', ARGV[20])
  elseif names[1] then
    redis.call('SET', names[1], r.kept .. '|!', 'PX', ARGV[20])
  end
end
return answered
