-- Takes what is due in a webhook's queue and hides it from other replicas.
-- KEYS: 1 queue, 2 list of webhooks. ARGV: 1 id of the webhook, 2 now, 3 until when it is hidden (both ms), 4 most.
-- Answers the entries.
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[2], 'LIMIT', 0, ARGV[4])
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[1], ARGV[3], id) end
local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if first[2] then redis.call('ZADD', KEYS[2], first[2], ARGV[1]) else redis.call('ZREM', KEYS[2], ARGV[1]) end
return ids
