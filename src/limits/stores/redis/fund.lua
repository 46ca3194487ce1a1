-- Adds to a card's ledger. KEYS 1 card  2 -  3 -  4 journal
-- ARGV 1 token  2 amountMinor, may be negative  3 journal entries max  4 highest balance
-- Returns the new ledger, false for a card not on file, or an error FUND high | FUND low.
local card = redis.call('HMGET', KEYS[1], 'ledger', 'holds', 'funded')
if not card[1] then return false end
local amount = tonumber(ARGV[2])
local ledger = tonumber(card[1]) + amount
if ledger > tonumber(ARGV[4]) then return redis.error_reply('FUND high') end
if amount < 0 and ledger - tonumber(card[2]) < 0 then return redis.error_reply('FUND low') end
redis.call('HSET', KEYS[1], 'ledger', int(ledger), 'funded', int(tonumber(card[3]) + amount))
append(int(now_ms('0')), ARGV[1], 'fund', '', '', '', ARGV[2], '', int(ledger), '', ARGV[3])
return ledger
