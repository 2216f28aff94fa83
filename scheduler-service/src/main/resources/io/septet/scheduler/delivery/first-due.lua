-- The first due deliveries of each workspace that nobody has begun with, oldest first.
-- KEYS: workspaces with deliveries, due list
-- ARGV: what the key of a workspace's scheduled deliveries begins with (it carries the tag of KEYS) and ends with,
--       local time (ms since 1970), most of one workspace
-- Answers workspace, id, workspace, id ...
local answer = {}
for _, workspace in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local list = ARGV[1] .. workspace .. ARGV[2]
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', list, '-inf', ARGV[3], 'LIMIT', 0, ARGV[4])) do
    -- What is held, or being handed over by another replica, is to be looked at later.
    local look = redis.call('ZSCORE', KEYS[2], id)
    if look and tonumber(look) <= tonumber(ARGV[3]) then
      answer[#answer + 1] = workspace
      answer[#answer + 1] = id
    end
  end
end
return answer
