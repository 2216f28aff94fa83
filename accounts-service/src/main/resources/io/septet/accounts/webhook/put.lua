-- Puts one message down for one webhook, once, due now, and lets go of the oldest that are finished.
-- KEYS: 1 webhook, 2 message, 3 list, 4 queue, 5 list of webhooks. ARGV: 1 id of the message, 2 message, 3 now (ms),
-- 4 how long it is kept (ms), 5 id of the webhook, 6 most that are kept, 7 most that may wait, 8 what keys of messages
-- begin with.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if not redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[4]) then return 0 end
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', tonumber(ARGV[3]) - tonumber(ARGV[4]))
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[3], ARGV[4])
redis.call('ZADD', KEYS[4], ARGV[3], ARGV[1])
local excess = redis.call('ZCARD', KEYS[3]) - tonumber(ARGV[6])
if excess > 0 then
  local over = redis.call('ZCARD', KEYS[4]) - tonumber(ARGV[7])
  for _, id in ipairs(redis.call('ZRANGE', KEYS[3], 0, math.min(excess, 50) - 1)) do
    local waits = redis.call('ZSCORE', KEYS[4], id)
    if not waits or over > 0 then
      redis.call('DEL', ARGV[8] .. id)
      redis.call('ZREM', KEYS[3], id)
      if waits then
        redis.call('ZREM', KEYS[4], id)
        over = over - 1
      end
    end
  end
end
local first = redis.call('ZRANGE', KEYS[4], 0, 0, 'WITHSCORES')
redis.call('ZADD', KEYS[5], first[2], ARGV[5])
return 1
