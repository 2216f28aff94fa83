-- Removes a picture's record and renditions unless a post uses it, and notes the files that it leaves.
-- KEYS: record, set of the posts that use it, renditions, unused pictures, files to be let go
-- ARGV: id, the latest time since which it is unused ('' = any)
if redis.call('SCARD', KEYS[2]) > 0 then
  redis.call('ZREM', KEYS[4], ARGV[1])
  return 'in-use'
end
if ARGV[2] ~= '' then
  local since = redis.call('ZSCORE', KEYS[4], ARGV[1])
  if not since or tonumber(since) > tonumber(ARGV[2]) then return 'too-young' end
end
local record = redis.call('GET', KEYS[1])
if record then
  local media = cjson.decode(record)
  local function leave(digest)
    redis.call('SADD', KEYS[5], media.workspace .. ' ' .. ARGV[1] .. ' ' .. digest)
  end
  leave(media.sha256)
  for _, rendition in ipairs(redis.call('HVALS', KEYS[3])) do leave(cjson.decode(rendition).sha256) end
end
redis.call('DEL', KEYS[1], KEYS[3])
redis.call('ZREM', KEYS[4], ARGV[1])
return 'removed'
