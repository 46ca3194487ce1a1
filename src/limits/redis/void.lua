-- Takes back an approval that was answered 91 because it was decided too late. Only when it is the very attempt (nonce),
-- nobody was given the answer since, and it still stands. The stored answer then says 91, as the terminal was told.
--
-- KEYS 1 card  2 spends  3 stored answer  4 journal
-- ARGV 1 token  2 key  3 nonce  4 instantMs, 0 = TIME  5 retentionMs  6 journal entries max  7.. six a profile (window.lua)
-- Returns 1 when taken back, else 0.

local card = redis.call('HMGET', KEYS[1], 'profile', 'ledger', 'holds', 'clock', 'used', 'givenBack')
if not card[1] then return 0 end
local profile = profile_at(7, card[1])
if not profile then return redis.error_reply('PROFILE ' .. card[1]) end

local now = math.max(now_ms(ARGV[4]), tonumber(card[4]))
local stored = read_answer(KEYS[3], now, tonumber(ARGV[5]))
if not stored or stored.nonce ~= ARGV[3] or stored.given == '1' then return 0 end
if stored.state ~= 'standing' or stored.outcome ~= 'approved' then return 0 end

-- After this point it must succeed: only writes.
local given_back, ledger, on_hold = 0, tonumber(card[2]), tonumber(card[3])
if stored.spend ~= '' then
  given_back = tonumber(stored.approved)
  local sums = read_used(profile, card[5], KEYS[2])
  remove_spend(profile, sums, stored.spend, KEYS[2])
  ledger = ledger + given_back
  redis.call('HSET', KEYS[1], 'ledger', int(ledger), 'givenBack', int(tonumber(card[6]) + given_back), 'used', write_used(profile, sums))
end
stored.outcome, stored.code, stored.approved, stored.spend = 'issuerInoperative', '', '0', ''
stored.ledger, stored.available = int(ledger), int(ledger - on_hold)
redis.call('SET', KEYS[3], answer_text(stored), 'KEEPTTL')
append(KEYS[4], ARGV[6], int(now), ARGV[1], 'void', ARGV[2], '', '', int(given_back), 'issuerInoperative', stored.ledger)
return 1
