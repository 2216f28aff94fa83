-- Closes a digest that is due, if it is not closed yet, hides it from other replicas and reads it.
-- KEYS: 1 list of digests, 2 digest, 3 the same when closed. ARGV: 1 its name, 2 its name when closed, 3 now,
-- 4 until when it is hidden (ms since 1970).
-- Answers the digest's fields and values; nothing if it is not due any more.
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not score or tonumber(score) > tonumber(ARGV[3]) then return {} end
if redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('ZREM', KEYS[1], ARGV[1])
  return {}
end
if KEYS[2] ~= KEYS[3] then
  redis.call('RENAME', KEYS[2], KEYS[3])
  redis.call('ZREM', KEYS[1], ARGV[1])
end
redis.call('ZADD', KEYS[1], ARGV[4], ARGV[2])
return redis.call('HGETALL', KEYS[3])
