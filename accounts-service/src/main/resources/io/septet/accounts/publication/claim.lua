-- Takes what is due for a step and hides it from other replicas for a while. A replica whose clock is wrong takes
-- nothing: it would miss what is not over and hide what others could do.
-- KEYS: 1 work. ARGV: 1 our clock (ms since 1970), 2 skew of TIME in tests, 3 tolerated difference of clocks, 4 for how
--       long it is hidden, 5 how many at most (2 to 4 in ms).
-- Answers {"clocks", ms by which Redis is ahead}, or {"claimed", ms until the next one is due (empty: there is none),
-- score given to what was taken, its ids earliest first}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
local ours = tonumber(ARGV[1])
if math.abs(now - ours) > tonumber(ARGV[3]) then return {'clocks', string.format('%d', now - ours)} end
local earlier = math.min(now, ours)
local hidden = string.format('%d', now + tonumber(ARGV[4]))
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%d', earlier), 'LIMIT', 0, ARGV[5])
for _, id in ipairs(ids) do
  redis.call('ZADD', KEYS[1], hidden, id)
end
local following = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local left = following[2] and string.format('%d', tonumber(following[2]) - earlier) or ''
return {'claimed', left, hidden, unpack(ids)}
