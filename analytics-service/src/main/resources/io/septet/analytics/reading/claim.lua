-- Takes what is due and hides it from others for a while.
-- KEYS[1]: sorted set by time. ARGV: now, hidden until (both milliseconds), the most to take.
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, member in ipairs(due) do
  redis.call('ZADD', KEYS[1], ARGV[2], member)
end
return due
