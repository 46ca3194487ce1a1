-- Stored answers and how an original is found, shared by the scripts (after account.lua). The twin of answer.ts, answers.ts.
-- An answer is one string; the key of the hold it belongs to comes last, since a terminal id may hold any character:
--   fingerprint|attempt_ids|state|event|outcome|code|approved|ledger|available|at|flag|until|standing|spends|PIN change|hold key
-- A pointer, from an RRN (r/...) or STAN and date (s/...) to a key, is "until|key"; ! in place of a key: reversed first.

local PART = '([^|]*)|'
local ANSWER = '^' .. string.rep(PART, 15) .. '(.*)$'
local ATTEMPT_IDS_MAX = 16

local function read_answer(name, now)
  local text = redis.call('GET', name)
  if not text then return nil end
  local r = {}
  r.fingerprint, r.attempt_ids, r.state, r.event, r.outcome, r.code, r.approved, r.ledger, r.available, r.at, r.flag, r.kept, r.standing, r.spends,
    r.pin_changed, r.hold_key = string.match(text, ANSWER)
  if now >= tonumber(r.kept) then return nil end
  return r
end

local function answer_text(r)
  return table.concat({ r.fingerprint, r.attempt_ids, r.state, r.event, r.outcome, r.code, r.approved, r.ledger, r.available, r.at, r.flag,
    r.kept, r.standing, r.spends, r.pin_changed, r.hold_key }, '|')
end

local function rewrite(name, r)
  redis.call('SET', name, answer_text(r), 'KEEPTTL')
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

-- The stored answer again; whoever gets it is noted, for then it may not be taken back without them.
local function give_again(r, name, attempt_id)
  if not has_attempt_id(r, attempt_id) and #split(r.attempt_ids) < ATTEMPT_IDS_MAX then
    r.attempt_ids = r.attempt_ids == '' and attempt_id or (r.attempt_ids .. ',' .. attempt_id)
    rewrite(name, r)
  end
  return reply(r, 1)
end

local function pointer_key(name, now)
  local text = redis.call('GET', name)
  if not text then return nil end
  local kept, key = string.match(text, '^(%d+)|(.*)$')
  return now < tonumber(kept) and key or nil
end

-- Lets a request be found later; true when a reversal named it so before it came.
local function point(names, key, now, retention)
  local reversed_first = false
  for _, name in ipairs(names) do
    local before = redis.call('SET', name, int(now + retention) .. '|' .. key, 'PX', int(retention), 'GET')
    if before then
      local kept, pointed = string.match(before, '^(%d+)|(.*)$')
      if pointed == '!' and now < tonumber(kept) then reversed_first = true end
    end
  end
  return reversed_first
end

local function pointer_names(prefix, rrn, stan_date)
  local names = {}
  if rrn ~= '' then names[#names + 1] = prefix .. 'r/' .. rrn end
  if stan_date ~= '' then names[#names + 1] = prefix .. 's/' .. stan_date end
  return names
end

-- Terminal, STAN and class of a key: all but its time.
local function sender_of(key)
  local head, class = string.match(key, '^(.*%.)[^.]*%.([^.]*)$')
  return head and head .. class or key
end

-- Key and answer of an original: by its key, then RRN, then STAN and date; these may not lead to a message of another
-- terminal, STAN or class than the key that was given names. '' and nil when it is not known.
local function find_original(answers, names, key, code, now)
  if key ~= '' then
    local r = read_answer(answers .. key, now)
    if r then return key, r end
  end
  for _, name in ipairs(names) do
    local pointed = pointer_key(name, now)
    local r = pointed and pointed ~= '!' and read_answer(answers .. pointed, now)
    if r and (code == '' or r.code == code) and (key == '' or sender_of(key) == sender_of(pointed)) then return pointed, r end
  end
  return '', nil
end

-- Holds whose time is over go first, whoever touches the card: money, spends and the answer's state.
local function expire_holds(a, token, answers, entries_max)
  if not a.due or a.now < a.due then return end
  local all = redis.call('HGETALL', KEYS[3])
  for at = 1, #all, 2 do
    local hold = parse_hold(all[at], all[at + 1])
    if hold.expires <= a.now then
      local amount = lower_hold(a, hold, 0)
      local r = read_answer(answers .. hold.key, a.now)
      if r then
        r.state, r.standing, r.spends = 'expired', '0', ''
        rewrite(answers .. hold.key, r)
      end
      append(int(a.now), token, 'expire', hold.key, '', '', int(amount), '', int(a.ledger), '', entries_max)
    end
  end
  set_money(a)
  save(a)
end

-- Lowers what stands of an answered message; returns what was given back or let go. memory-store.ts, #lower.
local function lower(a, answers, key, r, standing)
  if r.event == 'completion' and r.hold_key ~= '' then
    local settled = read_answer(answers .. r.hold_key, a.now)
    return settled and lower(a, answers, r.hold_key, settled, standing) or 0
  end
  local state = standing == 0 and 'undone' or r.state
  if r.state == 'held' then
    local hold = read_hold(key)
    local let_go = hold and lower_hold(a, hold, standing) or 0
    if let_go > 0 then
      r.state = state
      rewrite(answers .. key, r)
    end
    return let_go
  end
  if r.state ~= 'standing' and r.state ~= 'settled' then return 0 end
  if r.event == 'pinChange' then
    -- Unless the PIN was changed again since.
    local former, changed = string.match(r.pin_changed, '^(.*)/(.*)$')
    if changed and a.pin == changed then set(a, 'pin', former) end
    r.state = 'undone'
    rewrite(answers .. key, r)
    return 0
  end
  local back = tonumber(r.standing) - standing
  if back <= 0 then return 0 end
  if r.event == 'increment' then
    local hold = read_hold(r.hold_key)
    if not hold then return 0 end
    back = lower_increment(a, hold, r.spends, standing)
  elseif r.event == 'refund' then
    credit(a, -back)
  else
    credit(a, back)
    r.spends = table.concat(correct_all(a, split(r.spends), standing), ',')
  end
  r.state, r.standing = state, int(standing)
  rewrite(answers .. key, r)
  return back
end

-- The card as it stands: for explanations and audits.
local function snapshot_of(a)
  return { redis.call('HGETALL', KEYS[1]), redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES'), redis.call('HGETALL', KEYS[3]), int(a.now) }
end
