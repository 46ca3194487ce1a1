-- Ends the holds of a card whose time is over, without a message about the card.
-- KEYS as command.lua
-- ARGV in the order of the names below; then six for each profile (window.lua)
-- Returns 1, 0 for a card not on file, or an error PROFILE <name>.
local token, instant, retention, entries_max, answers_start, pointers_start = unpack(ARGV, 1, 6)
answers, pointers = answers_start, pointers_start
local a = load_account(7, instant, tonumber(retention))
if not a.on_file then return 0 end
if not a.profile then return redis.error_reply('PROFILE ' .. a.profile_name) end
expire_holds(a, token, entries_max)
return 1
