-- Moves a member of a sorted set; one that was taken out meanwhile stays out.
-- KEYS[1]: sorted set by time. ARGV: time in milliseconds, member.
return redis.call('ZADD', KEYS[1], 'XX', 'CH', ARGV[1], ARGV[2])
