-- ARM: the last question before a post can become public, asked and answered in one step.
-- KEYS: 1 publication, 2 steps of its workspace, 3 held scopes, 4 counter of arms, 5 event stream, 6 times of lost writes,
--       7 sends of this text to this feed that are not settled, 8 workspaces of which a step has got another time
-- ARGV: 1 version read, 2 due, 3 notAfter, 4 our clock, 5 tolerated difference of clocks, 6 skew of TIME in tests
--       (all milliseconds since 1970), 7 armed publication, 8 event, 9 when the attempt counts as unknown (ms),
--       10 how many arms the caller knows of, 11 how long a send is kept that nobody settles, 12 the digest of exactly what
--       would be sent, 13.. scopes whose hold would stop it
-- Answers {"armed", count}, {"stale"}, {"lost", count}, {"clocks", ms}, {"early", ms}, {"late"}, {"doubtful"}, {"held", scope} or
-- {"altered"}: what would be sent is not what was approved.
local document = redis.call('GET', KEYS[1])
if not document then return {'stale'} end
local publication = cjson.decode(document)
if publication.version ~= tonumber(ARGV[1]) then return {'stale'} end
if publication.state ~= 'PREPARED' and publication.state ~= 'WAITING' then return {'stale'} end
if publication.contentHash ~= ARGV[12] then return {'altered'} end

local arms = tonumber(redis.call('GET', KEYS[4]) or '0')
if arms < tonumber(ARGV[10]) then return {'lost', string.format('%d', arms)} end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[6])
local ours = tonumber(ARGV[4])
if math.abs(now - ours) > tonumber(ARGV[5]) then return {'clocks', string.format('%d', now - ours)} end
local due = tonumber(ARGV[2])
local earlier = math.min(now, ours)
if earlier < due then return {'early', string.format('%d', due - earlier)} end
if math.max(now, ours) > tonumber(ARGV[3]) then return {'late'} end
if not publication.everUnknown then
  for _, window in ipairs(redis.call('HVALS', KEYS[6])) do
    local since, till = string.match(window, '^(%d+)-(%d+)$')
    if due >= tonumber(since) and due <= tonumber(till) then return {'doubtful'} end
  end
end
for i = 13, #ARGV do
  if redis.call('HEXISTS', KEYS[3], ARGV[i]) == 1 then return {'held', ARGV[i]} end
end

-- SET comes first because a Redis without memory refuses it: then nothing is armed and nothing is sent.
redis.call('SET', KEYS[1], ARGV[7])
redis.call('ZADD', KEYS[2], ARGV[9], publication.id)
redis.call('SADD', KEYS[8], publication.workspace)
redis.call('ZADD', KEYS[7], ours, publication.id)
redis.call('PEXPIRE', KEYS[7], ARGV[11])
local count = redis.call('INCR', KEYS[4])
redis.call('XADD', KEYS[5], '*', 'e', ARGV[8])
return {'armed', string.format('%d', count)}
