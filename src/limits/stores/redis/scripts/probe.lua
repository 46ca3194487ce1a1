-- Runs every command that the other scripts use, once, on keys that are gone a millisecond later: a
-- user who lacks one is refused at the start, instead of stopping a decision halfway.
-- KEYS 1 hash  2 sorted set  3 another hash  4 stream  5 string.  Returns 1.
redis.call('TIME')
redis.call('EXISTS', KEYS[1])
redis.call('HSET', KEYS[1], 'a', 1)
redis.call('HGET', KEYS[1], 'a')
redis.call('HMGET', KEYS[1], 'a')
redis.call('HSET', KEYS[3], 'a', 1, 'b', 1)
redis.call('HGETALL', KEYS[3])
redis.call('HVALS', KEYS[3])
redis.call('HDEL', KEYS[3], 'a')
redis.call('ZADD', KEYS[2], 1, 'a', 2, 'b', 3, 'c')
redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '+inf')
redis.call('ZSCORE', KEYS[2], 'a')
redis.call('ZREM', KEYS[2], 'a')
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', 2)
redis.call('XADD', KEYS[4], 'MAXLEN', '~', 1, '*', 'a', 1)
redis.call('SET', KEYS[5], 'a', 'PX', 1000, 'GET')
redis.call('SET', KEYS[5], 'a', 'KEEPTTL')
redis.call('GET', KEYS[5])
redis.call('MGET', KEYS[5])
if not keys_expire then redis.call('UNLINK', KEYS[5]) end
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, 1) end
return 1
