-- One card's money, holds and spends, shared by the scripts (after window.lua). The twin of
-- account.ts.
-- KEYS of every script that uses it: 1 card (hash)  2 spends (sorted set)  3 holds (hash)  4
-- journal (stream). A hold is a field of the holds hash, named by the pre-authorization's key:
-- "expiresAtMs amountMinor member,member".

local FIELDS = { 'status', 'expiresAt', 'profile', 'pin', 'tries', 'ledger', 'holds', 'clock', 'seq', 'used', 'posted', 'givenBack', 'holdsDue' }

local function append(at, token, event, key, terminal, type, amount, outcome, ledger, flag, entries_max)
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', entries_max, '*', 'at', at, 'card', token, 'event', event, 'key', key,
    'terminal', terminal, 'type', type, 'amount', amount, 'outcome', outcome, 'ledger', ledger, 'flag', flag)
end

-- On a simulated clock Redis cannot tell when a key is over: its name goes into a sorted set beside
-- the journal, and forget.lua removes both. `keys_expire` stands before every script (script.ts).
local function set_until(name, value, now, until_ms)
  if keys_expire then
    redis.call('SET', name, value, 'PX', int(until_ms - now))
  else
    redis.call('SET', name, value)
    redis.call('ZADD', string.gsub(KEYS[4], 'journal$', 'due'), int(until_ms), name)
  end
end

-- The card as numbers; `out` gathers what changes, for one HSET.
local function load_account(first_profile, instant, retention)
  local v = redis.call('HMGET', KEYS[1], unpack(FIELDS))
  local a = {
    on_file = v[1] ~= false, status = v[1], expires = tonumber(v[2] or 0), profile_name = v[3], pin = v[4], tries = tonumber(v[5] or 0),
    ledger = tonumber(v[6] or 0), holds = tonumber(v[7] or 0), clock = tonumber(v[8] or 0), seq = tonumber(v[9] or 0),
    posted = tonumber(v[11] or 0), given_back = tonumber(v[12] or 0), due = tonumber(v[13] or ''), retention = retention, out = {},
  }
  a.profile = profile_at(first_profile, v[3])
  a.now = math.max(now_ms(instant), a.clock)
  -- Untouched so long that the spends have gone by themselves: the sums mean nothing any more.
  a.used = a.now - a.clock < retention and v[10] or ''
  return a
end

local function sums_of(a)
  if not a.sums then a.sums = read_used(a.profile, a.used, KEYS[2]) end
  return a.sums
end

local function set(a, field, value)
  a.out[#a.out + 1] = field
  a.out[#a.out + 1] = value
end

local function set_money(a)
  set(a, 'ledger', int(a.ledger))
  set(a, 'holds', int(a.holds))
  set(a, 'posted', int(a.posted))
  set(a, 'givenBack', int(a.given_back))
  if a.sums then set(a, 'used', write_used(a.profile, a.sums)) end
end

local function save(a)
  if #a.out > 0 then redis.call('HSET', KEYS[1], unpack(a.out)) end
  a.out = {}
end

-- A spend of the message's own use, at now. Returns its member.
local function enter(a, amount, amount_text, type, channel, mcc, matches)
  local sums = sums_of(a)
  a.seq = a.seq + 1
  local member = int(a.seq) .. ':' .. amount_text .. ':' .. type .. ':' .. channel .. ':' .. mcc
  for index, limit in ipairs(a.profile.limits) do
    if limit.matches then
      sums[index].amount = sums[index].amount + amount
      sums[index].count = sums[index].count + 1
    end
  end
  if a.seq % 16 == 0 then
    for index = 1, #a.profile.limits do advance(a.profile, sums, index, a.now, KEYS[2]) end
    redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', int(a.now - a.retention))
  end
  redis.call('ZADD', KEYS[2], int(a.now), member)
  if keys_expire then redis.call('PEXPIRE', KEYS[2], int(a.retention)) end
  a.clock = a.now
  set(a, 'clock', int(a.now))
  set(a, 'seq', int(a.seq))
  return member
end

-- Corrects a spend at its own instant, in every sum it is still in; with 0 it is taken out. Returns
-- its new member.
local function correct_spend(a, member, amount)
  local spend = parse_spend(member)
  local corrected = string.gsub(member, '^(%d+):%d+:', '%1:' .. int(amount) .. ':')
  local score = redis.call('ZSCORE', KEYS[2], member)
  if not score then return corrected end
  for index, sum in ipairs(sums_of(a)) do
    if tonumber(score) > sum.cutoff and filter_matches(filter_of(a.profile, index), spend) then
      sum.amount = sum.amount - spend.amount + amount
      if amount == 0 then sum.count = sum.count - 1 end
    end
  end
  redis.call('ZREM', KEYS[2], member)
  if amount > 0 then redis.call('ZADD', KEYS[2], score, corrected) end
  return corrected
end

-- The newest give way first, or the newest takes what is more (follow-up.ts, correctAmounts).
-- Returns the members left.
local function correct_all(a, members, total)
  local excess = -total
  for _, member in ipairs(members) do excess = excess + parse_spend(member).amount end
  local kept = {}
  for at = #members, 1, -1 do
    local member = members[at]
    local amount = parse_spend(member).amount
    local taken = math.min(amount, excess)
    if taken ~= 0 then member = correct_spend(a, member, amount - taken) end
    excess = excess - taken
    if amount - taken > 0 then table.insert(kept, 1, member) end
  end
  return kept
end

local function split(text)
  local parts = {}
  for part in string.gmatch(text, '[^,]+') do parts[#parts + 1] = part end
  return parts
end

local function parse_hold(key, text)
  local expires, amount, members = string.match(text, '^(%d+) (%d+) (.*)$')
  return { key = key, expires = tonumber(expires), amount = tonumber(amount), members = split(members) }
end

local function read_hold(key)
  local text = key ~= '' and redis.call('HGET', KEYS[3], key)
  return text and parse_hold(key, text) or nil
end

-- When the first hold expires stands in the card, so that a decision need not look at holds; on a
-- simulated clock also beside the journal, for sweep.ts.
local function note_due(a, due)
  a.due = due
  set(a, 'holdsDue', due and int(due) or '')
  if keys_expire then return end
  local name = string.gsub(KEYS[4], 'journal$', 'holds-due')
  if due then redis.call('ZADD', name, int(due), KEYS[1]) else redis.call('ZREM', name, KEYS[1]) end
end

local function set_due(a)
  local due
  for _, text in ipairs(redis.call('HVALS', KEYS[3])) do
    local expires = tonumber(string.match(text, '^(%d+)'))
    if not due or expires < due then due = expires end
  end
  note_due(a, due)
end

local function write_hold(a, hold)
  redis.call('HSET', KEYS[3], hold.key, int(hold.expires) .. ' ' .. int(hold.amount) .. ' ' .. table.concat(hold.members, ','))
  if not a.due or hold.expires < a.due then
    note_due(a, hold.expires)
  end
end

local function remove_hold(a, hold)
  redis.call('HDEL', KEYS[3], hold.key)
  a.holds = a.holds - hold.amount
  set_due(a)
end

-- Lowers what is held in all; returns what was let go.
local function lower_hold(a, hold, standing)
  local let_go = hold.amount - standing
  if let_go <= 0 then return 0 end
  hold.members = correct_all(a, hold.members, standing)
  if standing == 0 then
    remove_hold(a, hold)
  else
    hold.amount = standing
    a.holds = a.holds - let_go
    write_hold(a, hold)
  end
  return let_go
end

-- Lowers one increment of a live hold; returns what was let go.
local function lower_increment(a, hold, member, standing)
  local id = string.match(member, '^(%d+:)')
  for at, each in ipairs(hold.members) do
    if string.sub(each, 1, #id) == id then
      local let_go = math.min(parse_spend(each).amount - standing, hold.amount)
      if let_go <= 0 then return 0 end
      local corrected = correct_spend(a, each, standing)
      if standing == 0 then table.remove(hold.members, at) else hold.members[at] = corrected end
      hold.amount = hold.amount - let_go
      a.holds = a.holds - let_go
      write_hold(a, hold)
      return let_go
    end
  end
  return 0
end

local function credit(a, amount)
  a.ledger = a.ledger + amount
  a.given_back = a.given_back + amount
end

local function debit(a, amount)
  a.ledger = a.ledger - amount
  a.posted = a.posted + amount
end
