-- One reversal, partial dispense, completion or advice, one atomic step. The twin of follow-up.ts.
--
-- KEYS and ARGV 1 to 27: command.lua. Then the effect of the event (event.ts), replacement and
-- tolerance in minor units, and unknown_original: the answer to the reversal of an unknown
-- original.
-- Returns as decide.lua; approvedMinor of a reversal or dispense is what was given back.

local event_effect, replacement_text, tolerance_text, unknown_original = unpack(ARGV, OWN_ARGS, OWN_ARGS + 3)
local replacement, tolerance = tonumber(replacement_text), tonumber(tolerance_text)
local named = event == 'advice'
local a = find(OWN_ARGS + 4, named)
if not a.profile then return redis.error_reply('PROFILE ' .. a.profile_name) end
if a.stored and a.stored.state ~= 'reversedFirst' then return repeated(a, 0) end
local original = a.original
local hold = original and original.hold

-- Why an offline approval would have been declined for money.
local function posting_flag()
  if type == 'refund' then return '' end
  local sums = sums_of(a)
  for index, limit in ipairs(a.profile.limits) do
    if limit.matches then
      local sum = advance(a.profile, sums, index, a.now, KEYS[2])
      if sum.amount + amount > limit.amount then return 'pastLimit' end
      if limit.count > 0 and sum.count + 1 > limit.count then return 'pastLimit' end
    end
  end
  return a.ledger - a.holds < amount and 'pastCoverage' or ''
end

-- Outcome, effect, flag, remember: as decideFollowUp.
local function decide()
  if a.stored or a.reversed_first then return 'alreadyReversed', 'none', '', false end
  if refusal ~= '' then return refusal, 'none', '', false end
  if not a.on_file then return 'invalidCardNumber', 'none', '', false end
  if event_effect == 'settle' then
    if not hold then return 'approved', 'post', 'noHold', false end
    if amount > hold.amount + tolerance then return 'approved', 'settle', 'aboveHold', false end
    return 'approved', 'settle', a.ledger - a.holds + hold.amount < amount and 'pastCoverage' or '', false
  end
  if event_effect == 'post' then return 'approved', 'post', posting_flag(), false end
  if a.original_reversed_first then return unknown_original, 'none', '', false end
  if not original then
    -- Notes were handed out, whatever came of the request for them.
    if event == 'dispense' then return 'approved', 'post', 'noHold', true end
    return unknown_original, 'none', '', true
  end
  if replacement > tonumber(original.answer.approved) then return 'invalidAmount', 'none', '', false end
  return 'approved', 'lower', '', false
end

local outcome, effect, flag, remember = decide()

-- Decided. From here on it must succeed: only writes.
local amount_done, spends, hold_key, noted = 0, '', '', event
if named and not a.stored then point_names(a) end
-- A repeat with a new transmission time finds the follow-up by its first name.
if sent_as ~= '' then point(pointers .. string.match(sent_as, '^[^\n]+'), key, a.now, retention) end
point_repeat(a)
if effect == 'lower' then
  amount_done = lower(a, original, replacement)
elseif effect == 'settle' then
  amount_done, hold_key = amount, hold.key
  remove_hold(a, hold)
  debit(a, amount)
  local members = table.concat(correct_all(a, hold.members, amount), ',')
  -- The completion may name an increment: what it posts stands in the pre-authorization's answer.
  local settled = original.pre_authorization or (original.key == hold.key and original)
  if settled then
    local r = settled.answer
    r.state, r.standing, r.spends, r.kept = 'settled', amount_text, members, int(a.now + retention)
    keep_answer(hold.key, r, a.now)
  end
elseif effect == 'post' then
  amount_done = amount
  if type == 'refund' then
    credit(a, amount)
    if event == 'advice' then noted = 'refund' end
  else
    -- Nothing else can be found by these names: the hold is gone, or there was none.
    if not named then point_names(a) end
    if amount > 0 then
      debit(a, amount)
      spends = enter(a, amount, amount_text, type, channel, mcc)
    end
  end
end
if effect ~= 'none' then set_money(a) end
save(a)

-- What was given back stands nowhere; what a settled hold posted stands in the hold's own answer.
local stands_nowhere = event == 'reversal' or (event == 'dispense' and spends == '')
local r = answered(a, {
  outcome = outcome, amount = amount_done, flag = flag, event = noted, state = 'standing', standing = stands_nowhere and 0 or amount_done,
  spends = spends, pin_changed = '', hold_key = hold_key, noted_amount = int(amount_done),
})
local replied = reply(r, 0)
if remember then
  -- Under the strongest name that the original was given, it is declined when it comes.
  r.fingerprint, r.state, r.standing, r.spends, r.hold_key = '', 'reversedFirst', '0', '', ''
  r.local_time, r.from_repeat = '', ''
  if original_key ~= '' then
    keep_answer(original_key, r, a.now)
    point(sender_name(original_key), original_key, a.now, retention)
  elseif a.original_names and a.original_names[1] then
    point(a.original_names[1], REVERSED_FIRST, a.now, retention)
  end
end
return replied
