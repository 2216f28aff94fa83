-- One page of a sorted set, beginning behind a cursor; ties are in the order of their members.
-- KEYS[1]: sorted set. ARGV: min, max (as of ZCOUNT), newest first (1/0), most entries, cursor's score, cursor's member ('' = none)
-- Answers member, score, member, score ...
local key, min, max, newest, most = KEYS[1], ARGV[1], ARGV[2], ARGV[3] == '1', tonumber(ARGV[4])
local total = redis.call('ZCARD', key)
local first = total - redis.call('ZCOUNT', key, min, '+inf')
local last = redis.call('ZCOUNT', key, '-inf', max) - 1
if ARGV[5] ~= '' then
  -- Ranks of the entries equal to the cursor's score; among them the first one behind its member is searched for.
  local low = redis.call('ZCOUNT', key, '-inf', '(' .. ARGV[5])
  local high = low + redis.call('ZCOUNT', key, ARGV[5], ARGV[5])
  while low < high do
    local middle = math.floor((low + high) / 2)
    local member = redis.call('ZRANGE', key, middle, middle)[1]
    if member < ARGV[6] or (member == ARGV[6] and not newest) then low = middle + 1 else high = middle end
  end
  if newest then last = math.min(last, low - 1) else first = math.max(first, low) end
end
if first > last then return {} end
if newest then
  return redis.call('ZREVRANGE', key, total - 1 - last, math.min(total - 1 - first, total - 1 - last + most - 1), 'WITHSCORES')
end
return redis.call('ZRANGE', key, first, math.min(last, first + most - 1), 'WITHSCORES')
