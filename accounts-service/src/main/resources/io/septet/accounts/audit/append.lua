-- Appends one record to a chain, if it follows the last one and its deed is not there yet.
-- KEYS: 1 the chain, 2 deeds' keys (key -> place) and the hash of the last record (head)
-- ARGV: 1 how long the chain was, 2 the deed's key, 3 the record as JSON, 4 its hash
-- Answers 1 if appended, -1 if the deed is there already, 0 if somebody was faster.
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then return -1 end
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[1]) then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[3])
redis.call('HSET', KEYS[2], ARGV[2], tonumber(ARGV[1]) + 1, 'head', ARGV[4])
return 1
