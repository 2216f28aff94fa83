-- Reads. ARGV: what, then its arguments.
local what = ARGV[1]
local answer = {}
if what == 'triggers' then
  for i = 2, #ARGV do
    local t = call('HMGET', base .. 't:' .. ARGV[i], 'd', 'm', 'j', 'n', 'p', 'c')
    if t[1] then
      answer[#answer + 1] = {ARGV[i], t[1], t[2] or '', t[3], t[4] or '', t[5] or '', t[6] or ''}
    end
  end
elseif what == 'jobs' then
  for i = 2, #ARGV do
    local f = call('HMGET', base .. 'j:' .. ARGV[i], 'c', 'f', 'e', 'm')
    if f[1] then answer[#answer + 1] = {ARGV[i], f[1], f[2], f[3] or '', f[4] or ''} end
  end
elseif what == 'state' then
  local t = load(ARGV[2])
  if not t then return 'NONE' end
  local holder = t.s == 'W' and call('HGET', HELD, t.j)
  if holder and holder:sub(1, 1) == 'X' then return 'BLOCKED' end
  return ({W = 'NORMAL', A = 'NORMAL', P = 'PAUSED', C = 'COMPLETE', E = 'ERROR'})[t.s]
elseif what == 'keys' then
  -- jg or tg, operator, value
  for _, group in ipairs(call('SMEMBERS', base .. ARGV[2])) do
    if matches(ARGV[3], group, ARGV[4]) then
      for _, key in ipairs(call('SMEMBERS', base .. ARGV[2] .. ':' .. group)) do answer[#answer + 1] = key end
    end
  end
elseif what == 'triggers-of-jobs' then
  for i = 2, #ARGV do
    for _, key in ipairs(call('HKEYS', base .. 'jt:' .. ARGV[i])) do answer[#answer + 1] = key end
  end
elseif what == 'count' then
  local sum = 0
  for _, group in ipairs(call('SMEMBERS', base .. ARGV[2])) do
    sum = sum + call('SCARD', base .. ARGV[2] .. ':' .. group)
  end
  return sum
elseif what == 'members' then
  return call('SMEMBERS', base .. ARGV[2])
elseif what == 'calendar' then
  local f = call('HMGET', base .. 'cal:' .. ARGV[2], 'd', 'v')
  if f[1] then answer = {f[1], f[2]} end
elseif what == 'exists' then
  return call('EXISTS', base .. ARGV[2])
end
return answer
