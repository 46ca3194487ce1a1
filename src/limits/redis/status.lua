-- Sets a card's status. KEYS 1 card  2 journal.  ARGV 1 token  2 status  3 journal entries max
-- Returns 1, or 0 for a card not on file.
local ledger = redis.call('HGET', KEYS[1], 'ledger')
if not ledger then return 0 end
redis.call('HSET', KEYS[1], 'status', ARGV[2])
append(KEYS[2], ARGV[3], int(now_ms('0')), ARGV[1], 'status', '', '', '', 0, ARGV[2], ledger)
return 1
