-- The card as it stands, at one instant; writes nothing. KEYS 1 card  2 spends  3 holds
-- ARGV 1 instantMs, 0 = TIME.  Returns {card, spends, holds, nowMs}, or false for a card not on
-- file.
local clock = redis.call('HGET', KEYS[1], 'clock')
if not clock then return false end
return snapshot_of({ now = math.max(now_ms(ARGV[1]), tonumber(clock)) })
