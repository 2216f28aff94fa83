-- Takes what is due for a step and hides it from other replicas for a while. A replica whose clock is wrong takes
-- nothing: it would miss what is not over and hide what others could do. Nor does anybody take anything when Redis has lost
-- writes: it then knows of a smaller time than we have seen it write.
-- KEYS: 1 work, 2 until when Redis is known to have kept everything (ms since 1970). ARGV: 1 our clock (ms since 1970),
--       2 skew of TIME in tests, 3 tolerated difference of clocks, 4 for how long it is hidden, 5 how many at most, 6 the
--       greatest time we have seen there, 7 how often it is written (2 to 4 and 7 in ms).
-- Answers {"clocks", ms by which Redis is ahead}, {"lost", time there}, or {"claimed", ms until the next one is due (empty:
-- there is none), score given to what was taken, time there, the ids taken, earliest first}.
local seen = tonumber(redis.call('GET', KEYS[2]) or '0')
if seen > 0 and seen < tonumber(ARGV[6]) then return {'lost', string.format('%d', seen)} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
local ours = tonumber(ARGV[1])
if math.abs(now - ours) > tonumber(ARGV[3]) then return {'clocks', string.format('%d', now - ours)} end
local earlier = math.min(now, ours)
local hidden = string.format('%d', now + tonumber(ARGV[4]))
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%d', earlier), 'LIMIT', 0, ARGV[5])
for _, id in ipairs(ids) do
  -- A Redis without memory lets a ZREM through, and then the rest: what is unclear can still be settled.
  redis.call('ZREM', KEYS[1], id)
  redis.call('ZADD', KEYS[1], hidden, id)
end
if now - seen >= tonumber(ARGV[7]) then
  local written = redis.pcall('SET', KEYS[2], string.format('%d', now))
  if not written.err then seen = now end
end
local following = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local left = following[2] and string.format('%d', tonumber(following[2]) - earlier) or ''
return {'claimed', left, hidden, string.format('%d', seen), unpack(ids)}
