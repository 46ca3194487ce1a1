-- The arguments of decide.lua and follow.lua by name, and what both find before they decide (after
-- answer.lua). The twin of card-view.ts and transition.ts.
--
-- KEYS 1 card (hash)  2 spends (sorted set)  3 holds (hash)  4 journal (stream)  5 stored answer
-- (string)
-- ARGV in the order of the names below; then the script's own; then six for each profile
-- (window.lua).
--      instant: Unix ms, 0 = TIME. answers, pointers: what their names start with. local_time: MMDDhhmmss.
--      sent_as: names, a line each (names.ts). Absent texts are ''.

local token, key, fingerprint, attempt_id, instant, refusal, terminal, event, type, channel, mcc, amount_text, approval_code, rrn, stan_date,
  original_key, original_rrn, original_code, original_stan_date, retention_text, entries_max, answers_start, pointers_start, is_repeat,
  local_time, sent_as, unknown_retention = unpack(ARGV, 1, 27)
local OWN_ARGS = 28
local amount, retention = tonumber(amount_text), tonumber(retention_text)
answers, pointers = answers_start, pointers_start
local message = { key = key, fingerprint = fingerprint, is_repeat = is_repeat == '1', local_time = local_time, sent_as = sent_as }

-- By key, then RRN, then STAN and date. The names may not lead to a message of another terminal,
-- STAN or class than the key that was given names, nor to the command itself.
local function find_original(a)
  if original_key ~= '' then
    local answer = read_answer(original_key, a.now)
    if answer and answer.state == 'reversedFirst' then
      a.original_reversed_first = true
    elseif answer then
      a.original = linked(original_key, answer, a.now)
    end
    if answer then return end
  end
  a.original_names = names_of(original_rrn, original_stan_date)
  local strongest
  for at, name in ipairs(a.original_names) do
    local pointed = pointed_key(redis.call('GET', name), a.now)
    if at == 1 then strongest = pointed end
    local answer = pointed and pointed ~= REVERSED_FIRST and pointed ~= key and read_answer(pointed, a.now)
    if answer and (original_code == '' or answer.code == original_code)
      and (original_key == '' or sender_of(original_key) == sender_of(pointed)) then
      a.original = linked(pointed, answer, a.now)
      return
    end
  end
  if original_key ~= '' then
    -- The message that is named was sent with other transmission times, too.
    local pointed = pointed_key(redis.call('GET', sender_name(original_key)), a.now)
    local answer = pointed and is_other_key_of(pointed, original_key) and read_answer(pointed, a.now)
    if answer and answer.state == 'reversedFirst' then
      a.original_reversed_first = true
    elseif answer and (original_code == '' or answer.code == original_code) then
      a.original = linked(pointed, answer, a.now)
    end
  elseif strongest == REVERSED_FIRST then
    a.original_reversed_first = true
  end
end

-- The answer to an earlier sending of the message is the stored answer.
local function take_sent(a, other_key, r)
  if r.state == 'reversedFirst' then a.reversed_first = true else a.stored, a.stored_key = r, other_key end
end

-- A repeat that was decided as new before the message came that it repeats.
local function take_overtaking(a, other_key)
  local r = not a.stored and not message.is_repeat and read_answer(other_key, a.now)
  if r and is_sent_before(message, other_key, r, a.now) then take_sent(a, other_key, r) end
end

-- The account with everything that a decision looks at, each looked up once. `named`: the command
-- can be found by its names from now on, so a reversal that named it before it came counts.
local function find(first_profile, named)
  local a = load_account(first_profile, instant, retention)
  if not a.profile then return a end
  if not a.on_file then retention = tonumber(unknown_retention) end
  expire_holds(a, token, entries_max)
  a.names, a.stored_key = names_of(rrn, stan_date), key
  local found = named and redis.call('MGET', KEYS[5], unpack(a.names)) or { redis.call('GET', KEYS[5]) }
  a.stored = parse_answer(found[1], a.now)
  for at = 2, a.stored and 1 or #found do
    local pointed = pointed_key(found[at], a.now)
    if pointed == REVERSED_FIRST then a.reversed_first = true elseif pointed then take_overtaking(a, pointed) end
  end
  if not a.stored and sent_as ~= '' then
    local other_key, r = find_sent(message, a.now)
    if r then take_sent(a, other_key, r) end
  end
  if original_key ~= '' or original_rrn ~= '' or original_stan_date ~= '' then find_original(a) end
  return a
end

-- Sent before: the stored answer, or a decline when the content is another.
local function repeated(a, noted_amount, wants_snapshot)
  local r = a.stored
  if r.fingerprint ~= fingerprint then
    append(int(a.now), token, event, key, terminal, type, noted_amount, 'duplicateTransmission', int(a.ledger), '', entries_max)
    return { 'duplicateTransmission', '', 0, a.ledger, a.ledger - a.holds, a.now, 0, '',
      wants_snapshot == '1' and a.on_file and snapshot_of(a) or false }
  end
  -- Whoever gets the answer is noted: it may not be taken back without them.
  if not has_attempt_id(r, attempt_id) then
    local ids = split(r.attempt_ids)
    ids[#ids + 1] = attempt_id
    r.attempt_ids = table.concat(ids, ',', math.max(1, #ids - ATTEMPT_IDS_MAX + 1))
    rewrite_answer(a.stored_key, r)
    if key ~= a.stored_key then point(sender_name(key), a.stored_key, a.now, retention) end
  end
  return reply(r, 1)
end

local function point_names(a)
  for _, name in ipairs(a.names) do point(name, key, a.now, retention) end
end

-- Lets later messages find a repeat that was decided as new.
local function point_repeat(a)
  if message.is_repeat then point(sender_name(key), key, a.now, retention) end
end

-- Keeps the answer, notes it in the journal, and returns it. `done`: outcome, amount, flag, event,
-- state, standing, spends, pin_changed, hold_key, noted_amount.
local function answered(a, done)
  local r = {
    fingerprint = fingerprint, attempt_ids = attempt_id, state = done.state, event = done.event, outcome = done.outcome,
    code = is_approval(done.outcome) and approval_code or '', approved = int(done.amount), ledger = int(a.ledger),
    available = int(a.ledger - a.holds), at = int(a.now), flag = done.flag, kept = int(a.now + retention), standing = int(done.standing),
    spends = done.spends, pin_changed = done.pin_changed, local_time = local_time, from_repeat = message.is_repeat and 'r' or '',
    hold_key = done.hold_key,
  }
  keep_answer(key, r, a.now)
  append(r.at, token, event, key, terminal, type, done.noted_amount, done.outcome, r.ledger, done.flag, entries_max)
  return r
end
