-- Pauses and resumes. ARGV: origin, operation, what; for groups: operator and value.
-- Answers the groups that were meant, escaped.
local operation = ARGV[2]
local answer = {}

local function pause(trigger)
  local t = load(trigger)
  if t and (t.s == 'W' or t.s == 'A') then
    withdraw(trigger, t)
    call('HSET', base .. 't:' .. trigger, 's', 'P')
  end
end
local function resume(trigger)
  local t = load(trigger)
  if t and t.s == 'P' then
    call('HSET', base .. 't:' .. trigger, 's', 'W')
    place(trigger, t.r, t.n)
  end
end
local function triggers_of(job, act)
  for _, trigger in ipairs(call('HKEYS', base .. 'jt:' .. job)) do act(trigger) end
end
-- The groups with members, and those that are paused without.
local function groups(members, paused)
  local found, seen = {}, {}
  for _, key in ipairs({members, paused}) do
    for _, group in ipairs(call('SMEMBERS', base .. key)) do
      if not seen[group] and matches(ARGV[3], group, ARGV[4]) then
        seen[group] = true
        found[#found + 1] = group
      end
    end
  end
  return found
end

if operation == 'pause-trigger' then
  pause(ARGV[3])
elseif operation == 'resume-trigger' then
  resume(ARGV[3])
elseif operation == 'pause-job' then
  triggers_of(ARGV[3], pause)
elseif operation == 'resume-job' then
  triggers_of(ARGV[3], resume)
elseif operation == 'pause-triggers' or operation == 'pause-jobs' then
  local of_jobs = operation == 'pause-jobs'
  -- An exact group is paused for members to come, too.
  if ARGV[3] == 'EQUALS' then call('SADD', base .. (of_jobs and 'pj' or 'pt'), ARGV[5]) end
  answer = groups(of_jobs and 'jg' or 'tg', of_jobs and 'pj' or 'pt')
  for _, group in ipairs(answer) do
    call('SADD', base .. (of_jobs and 'pj' or 'pt'), group)
    for _, key in ipairs(call('SMEMBERS', base .. (of_jobs and 'jg:' or 'tg:') .. group)) do
      if of_jobs then triggers_of(key, pause) else pause(key) end
    end
  end
elseif operation == 'resume-triggers' then
  answer = groups('tg', 'pt')
  for _, group in ipairs(answer) do
    call('SREM', base .. 'pt', group)
    for _, trigger in ipairs(call('SMEMBERS', base .. 'tg:' .. group)) do
      local job = call('HGET', base .. 't:' .. trigger, 'j')
      if call('SISMEMBER', base .. 'pj', group_of(job)) == 0 then resume(trigger) end
    end
  end
elseif operation == 'resume-jobs' then
  answer = groups('jg', 'pj')
  for _, group in ipairs(answer) do
    call('SREM', base .. 'pj', group)
    for _, job in ipairs(call('SMEMBERS', base .. 'jg:' .. group)) do triggers_of(job, resume) end
  end
elseif operation == 'pause-all' then
  call('SET', base .. 'all-paused', '1')
  for _, group in ipairs(call('SMEMBERS', base .. 'tg')) do
    call('SADD', base .. 'pt', group)
    for _, trigger in ipairs(call('SMEMBERS', base .. 'tg:' .. group)) do pause(trigger) end
  end
elseif operation == 'resume-all' then
  call('DEL', base .. 'all-paused', base .. 'pt', base .. 'pj')
  for _, group in ipairs(call('SMEMBERS', base .. 'tg')) do
    for _, trigger in ipairs(call('SMEMBERS', base .. 'tg:' .. group)) do resume(trigger) end
  end
elseif operation == 'reset' then
  local t = load(ARGV[3])
  if t and t.s == 'E' then
    local group = group_of(ARGV[3])
    local state = t.n == '' and 'C' or 'W'
    if state == 'W' and (call('SISMEMBER', base .. 'pt', group) == 1
      or call('SISMEMBER', base .. 'pj', group_of(t.j)) == 1) then state = 'P' end
    call('HSET', base .. 't:' .. ARGV[3], 's', state)
    if state == 'W' then place(ARGV[3], t.r, t.n) end
  end
elseif operation == 'error' then
  local t = load(ARGV[3])
  if t then
    withdraw(ARGV[3], t)
    call('HSET', base .. 't:' .. ARGV[3], 's', 'E')
  end
end
announce(ARGV[1])
return answer
