-- Puts one notice down for one member, once. The digest is due when nothing was added for a while, and at the latest
-- some time after the first notice in it.
-- KEYS: 1 marker, 2 list of digests, 3 digest. ARGV: 1 its name, 2 field, 3 notice, 4 now, 5 quiet, 6 longest (both ms),
-- 7 life of the marker (ms).
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[7]) then return 0 end
redis.call('HSETNX', KEYS[3], 'first', ARGV[4])
redis.call('HSET', KEYS[3], ARGV[2], ARGV[3])
local latest = tonumber(redis.call('HGET', KEYS[3], 'first')) + tonumber(ARGV[6])
redis.call('ZADD', KEYS[2], string.format('%.0f', math.min(latest, tonumber(ARGV[4]) + tonumber(ARGV[5]))), ARGV[1])
return 1
