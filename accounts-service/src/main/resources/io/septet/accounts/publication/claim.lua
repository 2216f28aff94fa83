-- Takes what is due for a step, workspaces in turn, and hides it from other replicas for a while. A replica whose clock is
-- wrong takes nothing: it would miss what is not over and hide what others could do. Nor does anybody take anything when
-- Redis has lost writes: it then knows of a smaller time than we have seen it write.
-- KEYS: 1 workspaces of which a step has got another time, 2 workspaces by when they have a step due, 3 workspaces with
--       steps that are due, by turn, 4 until when Redis is known to have kept everything (ms since 1970).
-- ARGV: 1 our clock (ms since 1970), 2 skew of TIME in tests, 3 tolerated difference of clocks, 4 for how long it is hidden,
--       5 how many at most, 6 the greatest time we have seen there, 7 how often it is written (2 to 4 and 7 in ms),
--       8 what the key of a workspace's steps begins with: it carries the tag of KEYS.
-- Answers {"clocks", ms by which Redis is ahead}, {"lost", time there}, or {"claimed", ms until the next one is due (empty:
-- there is none), score given to what was taken, time there, how many were taken, their workspaces and ids in turn, and then
-- the workspaces that have more due}.
local seen = tonumber(redis.call('GET', KEYS[4]) or '0')
if seen > 0 and seen < tonumber(ARGV[6]) then return {'lost', string.format('%d', seen)} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
local ours = tonumber(ARGV[1])
if math.abs(now - ours) > tonumber(ARGV[3]) then return {'clocks', string.format('%d', now - ours)} end
local earlier = math.min(now, ours)
local hidden = string.format('%d', now + tonumber(ARGV[4]))

local function first(workspace)
  return redis.call('ZRANGE', ARGV[8] .. workspace, 0, 0, 'WITHSCORES')
end

-- A Redis without memory lets SREM and ZREM through, and then the rest: what is unclear can still be settled.
for _, workspace in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  redis.call('SREM', KEYS[1], workspace)
  local next = first(workspace)[2]
  if next then redis.call('ZADD', KEYS[2], next, workspace) else redis.call('ZREM', KEYS[2], workspace) end
end

-- Whoever has something due from now on comes after those who are waiting for their turn.
local turn = tonumber(redis.call('ZRANGE', KEYS[3], -1, -1, 'WITHSCORES')[2] or '0')
for _, workspace in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', string.format('%d', earlier))) do
  redis.call('ZREM', KEYS[2], workspace)
  turn = turn + 1
  redis.call('ZADD', KEYS[3], 'NX', turn, workspace)
end

local taken = {}
while #taken < 2 * tonumber(ARGV[5]) do
  local workspace = redis.call('ZRANGE', KEYS[3], 0, 0)[1]
  if not workspace then break end
  redis.call('ZREM', KEYS[3], workspace)
  local step = first(workspace)
  if step[2] and tonumber(step[2]) <= earlier then
    redis.call('ZADD', ARGV[8] .. workspace, hidden, step[1])
    taken[#taken + 1] = workspace
    taken[#taken + 1] = step[1]
    step = first(workspace)
  end
  if step[2] and tonumber(step[2]) <= earlier then
    turn = turn + 1
    redis.call('ZADD', KEYS[3], turn, workspace)
  elseif step[2] then
    redis.call('ZADD', KEYS[2], step[2], workspace)
  end
end

if now - seen >= tonumber(ARGV[7]) then
  local written = redis.pcall('SET', KEYS[4], string.format('%d', now))
  if not written.err then seen = now end
end
local more = redis.call('ZRANGE', KEYS[3], 0, -1)
local following = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
local left = more[1] and '0' or following and string.format('%d', tonumber(following) - earlier) or ''
local answer = {'claimed', left, hidden, string.format('%d', seen), string.format('%d', #taken / 2)}
for _, one in ipairs(taken) do answer[#answer + 1] = one end
for _, one in ipairs(more) do answer[#answer + 1] = one end
return answer
