-- Takes requests from a limit. KEYS[1]: the time in milliseconds at which nothing is counted any more.
-- ARGV: the limit, its window in milliseconds, how many to take at most.
-- Answers how many were taken, and if there were none the milliseconds until there is one.
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local window = tonumber(ARGV[2])
local each = window / tonumber(ARGV[1])
local clear = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
-- A thousandth more than nothing, so that rounding does not lose one.
local free = math.floor((now + window - clear) / each + 0.001)
if free < 1 then
  return {0, math.max(1, math.ceil(clear + each - now - window))}
end
local taken = math.min(free, tonumber(ARGV[3]))
clear = clear + taken * each
redis.call('SET', KEYS[1], string.format('%.3f', clear), 'PX', math.max(1, math.ceil(clear - now)))
return {taken, 0}
