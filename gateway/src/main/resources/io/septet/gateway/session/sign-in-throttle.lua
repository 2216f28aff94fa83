-- Counts one attempt. KEYS[1]: the counter. ARGV[1]: attempts allowed, ARGV[2]: the window in milliseconds.
-- Answers 0 if the attempt may be made, else the milliseconds until the counter is forgotten.
local attempts = redis.call('INCR', KEYS[1])
if attempts == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
if attempts > tonumber(ARGV[1]) then
  return math.max(1, redis.call('PTTL', KEYS[1]))
end
return 0
