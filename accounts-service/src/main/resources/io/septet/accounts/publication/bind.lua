-- Writes PUBLISHED for a post that was found by looking, if nothing says that it may be another delivery's.
-- KEYS: 1 publication, 2 steps of its workspace, 3 whose the post is, 4 sends of this text to this feed that are not settled,
--       5 event stream, 6 workspaces of which a step has got another time, 7.. whose the other posts are that look the same
-- ARGV: 1 version read, 2 id, 3 since when a send counts (ms since 1970), 4 published publication, 5 whose the post is,
--       6 how long that is kept (ms), 7 event, 8 when its link is asked for (ms; empty: never), 9 '1' if the id is certain, 10 workspace
-- Answers {"bound"}, {"stale"}, {"taken"}, {"fewer"} or {"more"}: fewer or more such posts than such sends.
local document = redis.call('GET', KEYS[1])
if not document or cjson.decode(document).version ~= tonumber(ARGV[1]) then return {'stale'} end

local function free(key)
  local owner = redis.call('GET', key)
  return not owner or cjson.decode(owner).delivery == ARGV[2]
end

if not free(KEYS[3]) then return {'taken'} end
if ARGV[9] ~= '1' then
  local posts = 1
  for i = 7, #KEYS do
    if free(KEYS[i]) then posts = posts + 1 end
  end
  local sends = 1
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], ARGV[3], '+inf')) do
    if id ~= ARGV[2] then sends = sends + 1 end
  end
  if posts < sends then return {'fewer'} end
  if posts > sends then return {'more'} end
end

redis.call('ZREM', KEYS[2], ARGV[2])
redis.call('SET', KEYS[1], ARGV[4])
redis.call('SET', KEYS[3], ARGV[5], 'PX', ARGV[6])
redis.call('ZREM', KEYS[4], ARGV[2])
if ARGV[8] ~= '' then
  redis.call('ZADD', KEYS[2], ARGV[8], ARGV[2])
  redis.call('SADD', KEYS[6], ARGV[10])
end
redis.call('XADD', KEYS[5], '*', 'e', ARGV[7])
return {'bound'}
