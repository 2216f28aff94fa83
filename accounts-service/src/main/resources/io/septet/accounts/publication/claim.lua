-- Takes what is due for a step and hides it from other replicas for a while.
-- KEYS: 1 work. ARGV: 1 now, 2 until when it is hidden (ms since 1970), 3 how many at most.
-- Answers the ids, earliest first, after the score of the next one that is not due yet (empty if there is none).
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, id in ipairs(ids) do
  redis.call('ZADD', KEYS[1], ARGV[2], id)
end
local following = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
table.insert(ids, 1, following[2] or '')
return ids
