-- Stored answers and the names that lead to them, shared by the scripts (after account.lua). The
-- twin of stored-answer.ts, names.ts and lower.ts. An answer is one string; the key of the hold it
-- belongs to comes last, since a terminal id may hold any character:
--   fingerprint|attempt ids|state|event|outcome|code|approved|ledger|available|at|flag|until|
--   standing|spends|PIN change|local time MMDDhhmmss, r for a repeat decided as new|hold key
-- A pointer, from a name (names.ts) to a key, is "until|key".

local PART = '([^|]*)|'
local ANSWER = '^' .. string.rep(PART, 15) .. '(%d*)(r?)|(.*)$'
-- As it was before local times were kept.
local OLDER_ANSWER = '^' .. string.rep(PART, 15) .. '()()(.*)$'
local ATTEMPT_IDS_MAX = 16
-- Characters of an attempt id that compare as text in the order of arrival (attempt-order.ts).
local ARRIVAL_CHARS = 10
-- How far apart two sendings may be when only their content says that they are one message.
local CONTENT_DECIDES_MS = DAY_MS
-- In place of a key: a reversal came before the message that a name stands for.
local REVERSED_FIRST = '!'
-- What the names of stored answers and of pointers start with; each script binds them.
local answers, pointers

local function parse_answer(text, now)
  if not text then return nil end
  local r = {}
  local pattern = string.find(text, ANSWER) and ANSWER or OLDER_ANSWER
  r.fingerprint, r.attempt_ids, r.state, r.event, r.outcome, r.code, r.approved, r.ledger, r.available, r.at, r.flag, r.kept, r.standing,
    r.spends, r.pin_changed, r.local_time, r.from_repeat, r.hold_key = string.match(text, pattern)
  if pattern == OLDER_ANSWER then r.local_time, r.from_repeat = '', '' end
  if now >= tonumber(r.kept) then return nil end
  return r
end

local function read_answer(key, now)
  return parse_answer(redis.call('GET', answers .. key), now)
end

local function answer_text(r)
  return table.concat({ r.fingerprint, r.attempt_ids, r.state, r.event, r.outcome, r.code, r.approved, r.ledger, r.available, r.at, r.flag,
    r.kept, r.standing, r.spends, r.pin_changed, r.local_time .. r.from_repeat, r.hold_key }, '|')
end

-- Forgotten when it would have been.
local function rewrite_answer(key, r)
  redis.call('SET', answers .. key, answer_text(r), 'KEEPTTL')
end

local function keep_answer(key, r, now)
  set_until(answers .. key, answer_text(r), now, tonumber(r.kept))
end

local function has_attempt_id(r, attempt_id)
  return string.find(',' .. r.attempt_ids .. ',', ',' .. attempt_id .. ',', 1, true) ~= nil
end

local function is_approval(outcome)
  return outcome == 'approved' or outcome == 'approvedPartially'
end

local function reply(r, repeated, snapshot)
  return { r.outcome, r.code, tonumber(r.approved), tonumber(r.ledger), tonumber(r.available), tonumber(r.at), repeated, r.flag, snapshot or false }
end

-- The key that a pointer holds; nil when it leads nowhere.
local function pointed_key(text, now)
  if not text then return nil end
  local kept, key = string.match(text, '^(%d+)|(.*)$')
  return now < tonumber(kept) and key or nil
end

local function point(name, key, now, retention)
  set_until(name, int(now + retention) .. '|' .. key, now, now + retention)
end

-- The names of a message, the stronger first.
local function names_of(rrn, stan_date)
  local names = {}
  if rrn ~= '' then names[#names + 1] = pointers .. 'r/' .. rrn end
  if stan_date ~= '' then names[#names + 1] = pointers .. 's/' .. stan_date end
  return names
end

-- Terminal, STAN and class of a key: all but its time.
local function sender_of(key)
  local head, class = string.match(key, '^(.*%.)[^.]*%.([^.]*)$')
  return head and head .. class or key
end

-- The name of a message that has, or may have, more than one key.
local function sender_name(key)
  return pointers .. 'x/' .. sender_of(key)
end

local function came_before(attempt_id, other_id)
  return string.sub(attempt_id, 1, ARRIVAL_CHARS) < string.sub(other_id, 1, ARRIVAL_CHARS)
end

-- Whether an answer is that to an earlier sending of message m: key, fingerprint, is_repeat,
-- local_time, sent_as. The twin of isSentBefore in sent-before.ts.
local function is_sent_before(m, other_key, r, now)
  if other_key == m.key or sender_of(other_key) ~= sender_of(m.key) then return false end
  if not m.is_repeat and r.from_repeat == '' then return false end
  local near = math.abs(now - tonumber(r.at)) < CONTENT_DECIDES_MS
  -- Of the message itself nothing is known but that it is to be declined.
  if r.state == 'reversedFirst' then return m.is_repeat and near end
  if m.local_time ~= '' and r.local_time ~= '' then return m.local_time == r.local_time end
  return m.fingerprint == r.fingerprint and near
end

-- The key and the answer of an earlier sending; the first name that leads to one counts.
local function find_sent(m, now)
  for name in string.gmatch(m.sent_as, '[^\n]+') do
    local other_key = string.match(name, '^k/(.*)$') or pointed_key(redis.call('GET', pointers .. name), now)
    local r = other_key and other_key ~= REVERSED_FIRST and read_answer(other_key, now)
    if r and is_sent_before(m, other_key, r, now) then return other_key, r end
  end
end

local function transmission_time_of(key)
  return tonumber(string.match(key, '([^.]*)%.[^.]*$')) or 0
end

-- True when a message that was sent more than once has both keys: `named` is how another message
-- names it, and `key` is where its sender name leads.
local function is_other_key_of(key, named)
  if sender_of(key) ~= sender_of(named) then return false end
  return math.abs(transmission_time_of(key) - transmission_time_of(named)) < CONTENT_DECIDES_MS
end

-- An earlier message with what belongs to it: its live hold, and the pre-authorization of an
-- increment or completion.
local function linked(key, answer, now)
  local hold_key = answer.hold_key
  if hold_key == '' then return { key = key, answer = answer, hold = read_hold(key) } end
  local pre_authorization = read_answer(hold_key, now)
  return {
    key = key, answer = answer, hold = read_hold(hold_key),
    pre_authorization = pre_authorization and { key = hold_key, answer = pre_authorization },
  }
end

-- Ends the holds whose time is over, whoever touches the card first: money, spends and the answer's
-- state.
local function expire_holds(a, token, entries_max)
  if not a.due or a.now < a.due then return end
  local all = redis.call('HGETALL', KEYS[3])
  for at = 1, #all, 2 do
    local hold = parse_hold(all[at], all[at + 1])
    if hold.expires <= a.now then
      local amount = lower_hold(a, hold, 0)
      local r = read_answer(hold.key, a.now)
      if r then
        r.state, r.standing, r.spends = 'expired', '0', ''
        rewrite_answer(hold.key, r)
      end
      append(int(a.now), token, 'expire', hold.key, '', '', int(amount), '', int(a.ledger), '', entries_max)
    end
  end
  set_money(a)
  save(a)
end

-- Lowers what stands of an answered message; returns what was given back, or let go of a hold. The
-- twin of lower.ts.
local function lower(a, original, replacement)
  local key, r, hold = original.key, original.answer, original.hold
  if r.event == 'completion' and r.hold_key ~= '' then
    -- What a completion posted stands in the answer of the pre-authorization that it settled.
    local settled = original.pre_authorization
    return settled and lower(a, { key = settled.key, answer = settled.answer, hold = hold }, replacement) or 0
  end
  local state = replacement == 0 and 'undone' or r.state
  if r.state == 'held' then
    local let_go = hold and lower_hold(a, hold, replacement) or 0
    if let_go > 0 then
      r.state = state
      rewrite_answer(key, r)
    end
    return let_go
  end
  if r.state ~= 'standing' and r.state ~= 'settled' then return 0 end
  if r.event == 'pinChange' then
    -- Unless the PIN was changed again since.
    local former, changed = string.match(r.pin_changed, '^(.*)/(.*)$')
    if changed and a.pin == changed then set(a, 'pin', former) end
    r.state = 'undone'
    rewrite_answer(key, r)
    return 0
  end
  local back = tonumber(r.standing) - replacement
  if back <= 0 then return 0 end
  if r.event == 'increment' then
    if not hold then return 0 end
    back = lower_increment(a, hold, r.spends, replacement)
  elseif r.event == 'refund' then
    credit(a, -back)
  else
    credit(a, back)
    r.spends = table.concat(correct_all(a, split(r.spends), replacement), ',')
  end
  r.state, r.standing = state, int(replacement)
  rewrite_answer(key, r)
  return back
end

-- The card as it stands: for explanations and audits.
local function snapshot_of(a)
  return { redis.call('HGETALL', KEYS[1]), redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES'), redis.call('HGETALL', KEYS[3]), int(a.now) }
end
