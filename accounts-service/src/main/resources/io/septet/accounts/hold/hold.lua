-- Sets or lifts one hold in one partition; repeating it changes nothing.
-- KEYS: 1 holds (id -> JSON), 2 held scopes (scope -> how many holds stand on it), 3 event stream
-- ARGV: 1 'set' or 'lift', 2 hold id, 3 scope, 4 hold as JSON, 5 event,
-- 6 the event that tells who did it; empty if nobody did
-- Answers 1 if something changed, else 0.
if ARGV[1] == 'set' then
  if redis.call('HSETNX', KEYS[1], ARGV[2], ARGV[4]) == 0 then return 0 end
  redis.call('HINCRBY', KEYS[2], ARGV[3], 1)
else
  if redis.call('HDEL', KEYS[1], ARGV[2]) == 0 then return 0 end
  if redis.call('HINCRBY', KEYS[2], ARGV[3], -1) <= 0 then redis.call('HDEL', KEYS[2], ARGV[3]) end
end
redis.call('XADD', KEYS[3], '*', 'e', ARGV[5])
if ARGV[6] ~= '' then redis.call('XADD', KEYS[3], '*', 'e', ARGV[6]) end
return 1
