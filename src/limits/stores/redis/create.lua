-- Writes a card that is not there yet. KEYS 1 card  2 -  3 -  4 journal
-- ARGV 1 token  2 journal entries max  3 ledger  4.. field, value, ...
-- Returns 1 when it was new, 0 when it was there.
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 4))
append(int(now_ms('0')), ARGV[1], 'issue', '', '', '', ARGV[3], '', ARGV[3], '', ARGV[2])
return 1
