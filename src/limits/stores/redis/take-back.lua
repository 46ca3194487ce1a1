-- Takes back an approval that was answered 91 because it was decided too late: once every attempt
-- that got the answer has taken it back, and if it still stands. The stored answer then says 91, as
-- the terminal was told. The twin of take-back.ts.
--
-- KEYS as command.lua
-- ARGV in the order of the names below; instant: Unix ms, 0 = TIME; then six for each profile
-- (window.lua)
-- Returns 1 when taken back, else 0, or an error PROFILE <name>.

local token, key, attempt_id, instant, retention, entries_max, answers_start = unpack(ARGV, 1, 7)
answers = answers_start
local a = load_account(8, instant, tonumber(retention))
if not a.on_file then return 0 end
if not a.profile then return redis.error_reply('PROFILE ' .. a.profile_name) end
expire_holds(a, token, entries_max)

local r = read_answer(key, a.now)
if not r or not has_attempt_id(r, attempt_id) or not is_approval(r.outcome) then return 0 end
local original = linked(key, r, a.now)

-- Decided. From here on it must succeed: only writes.
local left = {}
for _, each in ipairs(split(r.attempt_ids)) do
  if each ~= attempt_id then left[#left + 1] = each end
end
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
