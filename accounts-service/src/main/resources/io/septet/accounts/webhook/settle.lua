-- Writes what became of an entry of a webhook's queue, and when it is looked at next.
-- KEYS: 1 message, 2 queue, 3 list of webhooks. ARGV: 1 id of the webhook, 2 entry, 3 version the message must still
-- have, empty if none is written, 4 message, 5 how long it is kept (ms), 6 when it is due next (ms), empty = never.
-- Answers 0 if the message is another one by now.
if ARGV[3] ~= '' then
  local now = redis.call('GET', KEYS[1])
  if not now or cjson.decode(now).version ~= tonumber(ARGV[3]) then return 0 end
  redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5])
end
if ARGV[6] == '' then
  redis.call('ZREM', KEYS[2], ARGV[2])
else
  redis.call('ZADD', KEYS[2], ARGV[6], ARGV[2])
end
local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
if first[2] then redis.call('ZADD', KEYS[3], first[2], ARGV[1]) else redis.call('ZREM', KEYS[3], ARGV[1]) end
return 1
