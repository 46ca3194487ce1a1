-- Takes back an approval because the terminal's last message of it was answered 91: the answer is
-- taken away from the attempt and from those that came before it. When none is left, and it still
-- stands, the stored answer says 91, as the terminal was told. The twin of take-back.ts.
--
-- KEYS as command.lua
-- ARGV in the order of the names below; instant: Unix ms, 0 = TIME; then six for each profile
-- (window.lua)
-- Returns 1 when taken back, else 0, or an error PROFILE <name>.

local token, key, fingerprint, attempt_id, instant, retention, entries_max, answers_start, pointers_start, is_repeat, local_time, sent_as =
  unpack(ARGV, 1, 12)
answers, pointers = answers_start, pointers_start
local a = load_account(13, instant, tonumber(retention))
if not a.on_file then return 0 end
if not a.profile then return redis.error_reply('PROFILE ' .. a.profile_name) end
expire_holds(a, token, entries_max)

local r = read_answer(key, a.now)
if not r then
  local message = { key = key, fingerprint = fingerprint, is_repeat = is_repeat == '1', local_time = local_time, sent_as = sent_as }
  local other_key, other = find_sent(message, a.now)
  if other then key, r = other_key, other end
end
if not r or r.fingerprint ~= fingerprint or not is_approval(r.outcome) then return 0 end
local ids, left = split(r.attempt_ids), {}
for _, each in ipairs(ids) do
  if each ~= attempt_id and not came_before(each, attempt_id) then left[#left + 1] = each end
end
if #left == #ids then return 0 end
local original = linked(key, r, a.now)

-- Decided. From here on it must succeed: only writes.
r.attempt_ids = table.concat(left, ',')
if #left > 0 or (r.state ~= 'standing' and r.state ~= 'held') then
  rewrite_answer(key, r)
  return 0
end
local back = lower(a, original, 0)
set_money(a)
save(a)
r.state, r.outcome, r.code, r.approved, r.standing, r.spends = 'undone', 'issuerInoperative', '', '0', '0', ''
r.ledger, r.available = int(a.ledger), int(a.ledger - a.holds)
rewrite_answer(key, r)
append(int(a.now), token, 'void', key, '', '', int(back), 'issuerInoperative', r.ledger, '', entries_max)
return 1
