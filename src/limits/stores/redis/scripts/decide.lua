-- One request, one atomic step: repeat, card, PIN, limits, coverage, and everything it writes. The
-- twin of decide.ts.
--
-- KEYS and ARGV 1 to 27: command.lua. Then the row of the event (event.ts): pin_rule
-- required|optional, usable 1|0, takes 1|0, effect; then domestic 1|0, pin absent|malformed|given,
-- pin_references " ref ref ", new_pin_reference, hold_ms, allow_partial 1|0, wants_snapshot 1|0.
-- Returns {outcome, approval code, approvedMinor, ledgerMinor, availableMinor, decidedAtMs,
-- repeated 1|0, flag,
--          false | {card, spends, holds, nowMs}} or an error PROFILE <name>.

local pin_rule, usable, takes, effect, domestic, pin, pin_references, new_pin_reference, hold_ms, allow_partial, wants_snapshot =
  unpack(ARGV, OWN_ARGS, OWN_ARGS + 10)
local a = find(OWN_ARGS + 11, true)
if not a.profile then return redis.error_reply('PROFILE ' .. a.profile_name) end
if a.stored and a.stored.state ~= 'reversedFirst' then return repeated(a, amount_text, wants_snapshot) end
local profile, now = a.profile, a.now
local hold = a.original and a.original.hold

-- Outcome, PIN tries used, amount approved.
local function decide()
  local tries = a.tries
  if a.stored or a.reversed_first then return 'alreadyReversed', tries, 0 end
  if refusal ~= '' then return refusal, tries, 0 end
  if not a.on_file then return 'invalidCardNumber', 0, 0 end
  if usable == '1' then
    if a.status == 'lost' then return 'lostCard', tries, 0 end
    if a.status == 'stolen' then return 'stolenCard', tries, 0 end
    if a.status == 'blocked' then return 'restrictedCard', tries, 0 end
    if a.status == 'inactive' then return 'cardNotEffective', tries, 0 end
    if a.status == 'closed' then return 'accountClosed', tries, 0 end
    if now >= a.expires then return 'expiredCard', tries, 0 end
    if profile.domestic_only and domestic ~= '1' then return 'restrictedCard', tries, 0 end
  elseif a.status == 'closed' then
    return 'accountClosed', tries, 0
  end
  if profile.refusal ~= '' then return profile.refusal, tries, 0 end
  if effect == 'growHold' and not hold then return 'unableToLocateOriginal', tries, 0 end
  if pin_rule == 'required' or pin ~= 'absent' then
    if tries >= profile.tries_max then return 'pinTriesExceeded', tries, 0 end
    if pin == 'absent' then return 'pinRequired', tries, 0 end
    if pin == 'malformed' then return 'pinBlockError', tries, 0 end
    if not string.find(pin_references, ' ' .. a.pin .. ' ', 1, true) then
      if tries + 1 >= profile.tries_max then return 'pinTriesExceeded', tries + 1, 0 end
      return 'incorrectPin', tries + 1, 0
    end
    tries = 0
  end
  if effect == 'changePin' then
    if new_pin_reference == '' then return 'pinBlockError', tries, 0 end
    if string.find(pin_references, ' ' .. new_pin_reference .. ' ', 1, true) then return 'notPermittedToCardholder', tries, 0 end
  end
  if takes ~= '1' then return 'approved', tries, amount end
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
  if allow_partial ~= '1' or available <= 0 then return 'insufficientFunds', tries, 0 end
  return 'approvedPartially', tries, available
end

local outcome, tries_after, granted = decide()
local snapshot = wants_snapshot == '1' and a.on_file and snapshot_of(a)

-- Decided. From here on it must succeed: only writes.
local done = {
  outcome = outcome, amount = granted, flag = '', event = event, state = 'standing', standing = granted, spends = '', pin_changed = '',
  hold_key = '', noted_amount = amount_text,
}
if not a.stored then point_names(a) end
point_repeat(a)
if a.on_file and tries_after ~= a.tries then set(a, 'tries', tries_after) end
if is_approval(outcome) then
  if effect == 'post' then
    done.spends = enter(a, granted, int(granted), type, channel, mcc)
    debit(a, granted)
  elseif effect == 'hold' then
    done.spends, done.state = enter(a, granted, int(granted), type, channel, mcc), 'held'
    a.holds = a.holds + granted
    write_hold(a, { key = key, expires = now + tonumber(hold_ms), amount = granted, members = { done.spends } })
  elseif effect == 'growHold' then
    done.spends, done.hold_key = enter(a, granted, int(granted), type, channel, mcc), hold.key
    a.holds = a.holds + granted
    hold.amount = hold.amount + granted
    hold.members[#hold.members + 1] = done.spends
    write_hold(a, hold)
  elseif effect == 'credit' then
    credit(a, granted)
  elseif effect == 'changePin' then
    done.pin_changed = a.pin .. '/' .. new_pin_reference
    set(a, 'pin', new_pin_reference)
  end
  if effect ~= 'none' and effect ~= 'changePin' then set_money(a) end
end
save(a)
return reply(answered(a, done), 0, snapshot)
