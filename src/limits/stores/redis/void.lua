-- Takes back an approval that was answered 91 because it was decided too late: once everybody who was given the answer
-- has taken it back, and if it still stands. The stored answer then says 91, as the terminal was told.
--
-- KEYS as decide.lua
-- ARGV 1 token  2 key  3 attempt_id  4 instantMs, 0 = TIME  5 retentionMs  6 journal entries max
--      7 what names of answers start with  8.. six a profile (window.lua)
-- Returns 1 when taken back, else 0.

local token, key, attempt_id = ARGV[1], ARGV[2], ARGV[3]
local a = load_account(8, ARGV[4], tonumber(ARGV[5]))
if not a.on_file then return 0 end
if not a.profile then return redis.error_reply('PROFILE ' .. a.profile_name) end
expire_holds(a, token, ARGV[7], ARGV[6])

local r = read_answer(KEYS[5], a.now)
if not r or not has_attempt_id(r, attempt_id) or not is_approval(r.outcome) then return 0 end

-- After this point it must succeed: only writes.
local left = {}
for _, each in ipairs(split(r.attempt_ids)) do
  if each ~= attempt_id then left[#left + 1] = each end
end
r.attempt_ids = table.concat(left, ',')
if #left > 0 or (r.state ~= 'standing' and r.state ~= 'held') then
  rewrite(KEYS[5], r)
  return 0
end
local back = lower(a, ARGV[7], key, r, 0)
set_money(a)
save(a)
r.state, r.outcome, r.code, r.approved, r.standing, r.spends = 'undone', 'issuerInoperative', '', '0', '0', ''
r.ledger, r.available = int(a.ledger), int(a.ledger - a.holds)
rewrite(KEYS[5], r)
append(int(a.now), token, 'void', key, '', '', int(back), 'issuerInoperative', r.ledger, '', ARGV[6])
return 1
