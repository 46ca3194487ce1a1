-- Moves the instant of a simulated clock, never back. KEYS 1 clock (string)
-- ARGV 1 Unix ms.  Returns the instant that is kept now.
local kept = redis.call('GET', KEYS[1])
if kept and tonumber(kept) >= tonumber(ARGV[1]) then return kept end
redis.call('SET', KEYS[1], ARGV[1])
return ARGV[1]
