-- Moves the time of a publication's next step, or says that it has none, unless somebody has taken a step meanwhile: whoever
-- was stopped for a while and goes on must not move what others have done.
-- KEYS: 1 publication, 2 steps of its workspace, 3 workspaces of which a step has got another time.
-- ARGV: 1 version read, 2 id, 3 when (ms since 1970; empty: no step is left), 4 workspace.
-- Answers 1 if it was moved, else 0.
local document = redis.call('GET', KEYS[1])
if not document or cjson.decode(document).version ~= tonumber(ARGV[1]) then return 0 end
-- A Redis without memory lets a ZREM through, and then the rest.
redis.call('ZREM', KEYS[2], ARGV[2])
if ARGV[3] ~= '' then
  redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
  redis.call('SADD', KEYS[3], ARGV[4])
end
return 1
