-- Windows, shared by the scripts (put before each of them). The twin of window.ts.
--
-- A card's spends are one sorted set: score = instant in ms, member =
-- id:amountMinor:type:channel:mcc. The card's `used` field holds a running sum per limit of its
-- profile, so that nothing is added up at a decision:
--   "<fingerprint of the limits> <cutoffMs amountMinor count> <cutoffMs amountMinor count> ..."
-- An ageing spend is subtracted once, when the cutoff passes it. Another fingerprint: added up
-- anew.

local DAY_MS = 86400000
local HOUR_MS = 3600000

local function int(number)
  return string.format('%.0f', number)
end

-- Europe/Oslo by Directive 2000/84/EC; see oslo-time.ts.
local function civil_year(day)
  local z = day + 719468
  local era = math.floor(z / 146097)
  local doe = z - era * 146097
  local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524) - math.floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
  local mp = math.floor((5 * doy + 2) / 153)
  return yoe + era * 400 + (mp >= 10 and 1 or 0)
end

local function day_of(year, month, day)
  local y = month <= 2 and year - 1 or year
  local era = math.floor(y / 400)
  local yoe = y - era * 400
  local doy = math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return era * 146097 + yoe * 365 + math.floor(yoe / 4) - math.floor(yoe / 100) + doy - 719468
end

local function last_sunday(year, month)
  local last = day_of(year, month, 31)
  return (last - (last + 4) % 7) * DAY_MS + HOUR_MS
end

local function oslo_offset(instant)
  local year = civil_year(math.floor(instant / DAY_MS))
  if instant >= last_sunday(year, 3) and instant < last_sunday(year, 10) then return 2 * HOUR_MS end
  return HOUR_MS
end

local function oslo_midnight(instant, days_back)
  local day = math.floor((instant + oslo_offset(instant)) / DAY_MS) - days_back
  return day * DAY_MS - oslo_offset(day * DAY_MS - HOUR_MS)
end

-- A spend at t counts exactly when cutoff < t.
local function cutoff_of(limit, now)
  if limit.kind == 't' then return now - limit.span end
  return oslo_midnight(now, limit.span - 1) - 1
end

local function now_ms(instant)
  if instant ~= '0' then return tonumber(instant) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- Profiles come as runs of six arguments; finds the card's, or the first for no card. `limits` is
-- "fingerprint (kind span amountMinor countMax matches)*", `filters` JSON, read only when a spend
-- ages out.
local PROFILE_ARGS = 6
local function profile_at(first, name)
  for at = first, #ARGV, PROFILE_ARGS do
    if name == false or ARGV[at] == name then
      local fingerprint, list = string.match(ARGV[at + 4], '^(%S+) ?(.*)$')
      local limits = {}
      for kind, span, amount, count, matches in string.gmatch(list, '(%a) (%d+) (%d+) (%d+) (%d)') do
        limits[#limits + 1] = { kind = kind, span = tonumber(span), amount = tonumber(amount), count = tonumber(count), matches = matches == '1' }
      end
      return {
        domestic_only = ARGV[at + 1] == '1',
        refusal = ARGV[at + 2],
        tries_max = tonumber(ARGV[at + 3]),
        fingerprint = fingerprint,
        limits = limits,
        filters_json = ARGV[at + 5],
      }
    end
  end
  return nil
end

local function parse_spend(member)
  local id, amount, type, channel, mcc = string.match(member, '^(%d+):(%d+):(%a+):(%a+):(%d+)$')
  return { id = id, amount = tonumber(amount), type = type, channel = channel, mcc = tonumber(mcc) }
end

local function holds(list, value)
  if list == nil then return true end
  for _, each in ipairs(list) do
    if each == value then return true end
  end
  return false
end

local function filter_matches(filter, spend)
  return holds(filter.channels, spend.channel) and holds(filter.types, spend.type) and holds(filter.mccs, spend.mcc)
    and not (filter.exceptMccs and holds(filter.exceptMccs, spend.mcc))
end

local function filter_of(profile, index)
  if not profile.filters then profile.filters = cjson.decode(profile.filters_json) end
  return profile.filters[index]
end

-- The running sums as they were written, or added up from the spends when the profile's limits are
-- others.
local function read_used(profile, used, spends_key)
  local sums = {}
  local fingerprint, list = string.match(used or '', '^(%S+) ?(.*)$')
  if fingerprint == profile.fingerprint then
    for cutoff, amount, count in string.gmatch(list, '(-?%d+) (%d+) (%d+)') do
      sums[#sums + 1] = { cutoff = tonumber(cutoff), amount = tonumber(amount), count = tonumber(count) }
    end
    return sums
  end
  for index = 1, #profile.limits do sums[index] = { cutoff = -1, amount = 0, count = 0 } end
  for _, member in ipairs(redis.call('ZRANGE', spends_key, 0, -1)) do
    local spend = parse_spend(member)
    for index, sum in ipairs(sums) do
      if filter_matches(filter_of(profile, index), spend) then
        sum.amount = sum.amount + spend.amount
        sum.count = sum.count + 1
      end
    end
  end
  return sums
end

-- Brings one sum to `now`: subtracts what has left the window since its cutoff.
local function advance(profile, sums, index, now, spends_key)
  local sum = sums[index]
  local cutoff = cutoff_of(profile.limits[index], now)
  if cutoff > sum.cutoff then
    if sum.count > 0 then
      for _, member in ipairs(redis.call('ZRANGEBYSCORE', spends_key, '(' .. int(sum.cutoff), int(cutoff))) do
        local spend = parse_spend(member)
        if filter_matches(filter_of(profile, index), spend) then
          sum.amount = sum.amount - spend.amount
          sum.count = sum.count - 1
        end
      end
    end
    sum.cutoff = cutoff
  end
  return sum
end

local function write_used(profile, sums)
  local parts = { profile.fingerprint }
  for _, sum in ipairs(sums) do
    parts[#parts + 1] = string.format('%.0f %.0f %.0f', sum.cutoff, sum.amount, sum.count)
  end
  return table.concat(parts, ' ')
end
