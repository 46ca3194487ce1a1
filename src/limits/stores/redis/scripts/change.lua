-- Changes fields of a card that are neither money nor windows. KEYS 1 card  2 -  3 -  4 journal
-- ARGV 1 token  2 journal entries max  3 instant, Unix ms, 0 = TIME  4 what changes, for the journal
-- 5 new status or ''  6.. field, value, ...
-- Returns 1, 0 for a card not on file, or an error CHANGE closed: a closed account stays closed.
local card = redis.call('HMGET', KEYS[1], 'status', 'ledger')
if not card[1] then return 0 end
if card[1] == 'closed' and ARGV[5] ~= '' and ARGV[5] ~= 'closed' then return redis.error_reply('CHANGE closed') end
if #ARGV > 5 then redis.call('HSET', KEYS[1], unpack(ARGV, 6)) end
append(int(now_ms(ARGV[3])), ARGV[1], 'change', '', '', '', 0, ARGV[4], card[2], '', ARGV[2])
return 1
