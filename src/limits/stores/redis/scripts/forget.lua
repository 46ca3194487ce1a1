-- Removes answers and names whose time is over by the simulated clock.
-- KEYS 1 due (sorted set: names of keys of this partition by instant)
-- ARGV 1 instant  2 how many at most.  Returns how many.
local names = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, name in ipairs(names) do
  redis.call('UNLINK', name)
  redis.call('ZREM', KEYS[1], name)
end
return #names
