-- Writes a card that is not there yet. KEYS 1 card  2 -  3 -  4 journal
-- ARGV 1 token  2 journal entries max  3 instant, Unix ms, 0 = TIME  4 ledger  5.. field, value, ...
-- Returns 1 when it was new, 0 when it was there.
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 5))
append(int(now_ms(ARGV[3])), ARGV[1], 'issue', '', '', '', ARGV[4], '', ARGV[4], '', ARGV[2])
return 1
