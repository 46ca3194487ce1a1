-- The arguments of decide.lua and follow.lua by name, and what both find before they decide (after
-- answer.lua). The twin of card-view.ts and transition.ts.
--
-- KEYS 1 card (hash)  2 spends (sorted set)  3 holds (hash)  4 journal (stream)  5 stored answer
-- (string)
-- ARGV in the order of the names below; then the script's own; then six for each profile
-- (window.lua).
--      instant: Unix ms, 0 = TIME. answers, pointers: what their names start with. Absent texts are ''.

local token, key, fingerprint, attempt_id, instant, refusal, terminal, event, type, channel, mcc, amount_text, approval_code, rrn, stan_date,
  original_key, original_rrn, original_code, original_stan_date, retention_text, entries_max, answers_start, pointers = unpack(ARGV, 1, 23)
local OWN_ARGS = 24
local amount, retention = tonumber(amount_text), tonumber(retention_text)
answers = answers_start

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
  a.original_names = names_of(pointers, original_rrn, original_stan_date)
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
  if original_key == '' and strongest == REVERSED_FIRST then a.original_reversed_first = true end
end

-- The account with everything that a decision looks at, each looked up once. `named`: the command
-- can be found by its names from now on, so a reversal that named it before it came counts.
local function find(first_profile, named)
  local a = load_account(first_profile, instant, retention)
  if not a.profile then return a end
  expire_holds(a, token, entries_max)
  a.names = names_of(pointers, rrn, stan_date)
  local found = named and redis.call('MGET', KEYS[5], unpack(a.names)) or { redis.call('GET', KEYS[5]) }
  a.stored = parse_answer(found[1], a.now)
  for at = 2, #found do
    if not a.stored and pointed_key(found[at], a.now) == REVERSED_FIRST then a.reversed_first = true end
  end
  if original_key ~= '' or original_rrn ~= '' or original_stan_date ~= '' then find_original(a) end
  return a
end

-- The same key again: the stored answer, or a decline when the content is another.
local function repeated(a, noted_amount)
  local r = a.stored
  if r.fingerprint ~= fingerprint then
    append(int(a.now), token, event, key, terminal, type, noted_amount, 'duplicateTransmission', int(a.ledger), '', entries_max)
    return { 'duplicateTransmission', '', 0, a.ledger, a.ledger - a.holds, a.now, 0, '', false }
  end
  -- Whoever gets the answer is noted: it may not be taken back without them.
  if not has_attempt_id(r, attempt_id) and #split(r.attempt_ids) < ATTEMPT_IDS_MAX then
    r.attempt_ids = r.attempt_ids == '' and attempt_id or (r.attempt_ids .. ',' .. attempt_id)
    rewrite_answer(key, r)
  end
  return reply(r, 1)
end

local function point_names(a)
  for _, name in ipairs(a.names) do point(name, key, a.now, retention) end
end

-- Keeps the answer, notes it in the journal, and returns it. `done`: outcome, amount, flag, event,
-- state, standing, spends, pin_changed, hold_key, noted_amount.
local function answered(a, done)
  local r = {
    fingerprint = fingerprint, attempt_ids = attempt_id, state = done.state, event = done.event, outcome = done.outcome,
    code = is_approval(done.outcome) and approval_code or '', approved = int(done.amount), ledger = int(a.ledger),
    available = int(a.ledger - a.holds), at = int(a.now), flag = done.flag, kept = int(a.now + retention), standing = int(done.standing),
    spends = done.spends, pin_changed = done.pin_changed, hold_key = done.hold_key,
  }
  keep_answer(key, r, retention)
  append(r.at, token, event, key, terminal, type, done.noted_amount, done.outcome, r.ledger, done.flag, entries_max)
  return r
end
