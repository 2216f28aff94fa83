-- Ends runs of jobs.
-- ARGV: client, call, calls read, then per run: id, trigger, job, instruction, whether the trigger has no next time, data to keep or ''.
-- Answers per run {fenced}, {gone}, or {done, time of the trigger that waited for the job or '', deleted jobs}.
local earlier = once(1)
if earlier then return earlier end
local rows, alive = {}, {}
local held = call('EXISTS', HELD) == 1
leaving = {jg = {}, tg = {}}

local function settle(trigger, state)
  local t = load(trigger)
  if t then
    withdraw(trigger, t)
    call('HSET', base .. 't:' .. trigger, 's', state)
  end
end

for i = 4, #ARGV, 6 do
  local id, trigger, job, instruction = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local run = run_of(id)
  if alive[run] == nil then alive[run] = call('ZSCORE', NODES, run) end
  if not alive[run] then
    rows[#rows + 1] = {'fenced'}
  elseif call('HDEL', base .. 'x:' .. run, id) == 0 then
    rows[#rows + 1] = {'gone'}
  else
    local deleted = {}
    local flags = call('HGET', base .. 'j:' .. job, 'f')
    if ARGV[i + 5] ~= '' and flags then
      call('HSET', base .. 'j:' .. job, 'm', ARGV[i + 5])
    end
    local waited = held and free(job, 'X' .. id) or ''
    if instruction == 'DELETE_TRIGGER' then
      -- The job may have given its trigger a new time.
      local t = load(trigger)
      if t and (ARGV[i + 4] == '0' or t.n == '') then remove_trigger(trigger, false, deleted, t) end
    elseif instruction == 'SET_TRIGGER_COMPLETE' then
      settle(trigger, 'C')
    elseif instruction == 'SET_TRIGGER_ERROR' then
      settle(trigger, 'E')
    elseif instruction == 'SET_ALL_JOB_TRIGGERS_COMPLETE' or instruction == 'SET_ALL_JOB_TRIGGERS_ERROR' then
      local state = instruction == 'SET_ALL_JOB_TRIGGERS_ERROR' and 'E' or 'C'
      if call('EXISTS', base .. 't:' .. trigger) == 1 then
        for _, key in ipairs(call('HKEYS', base .. 'jt:' .. job)) do settle(key, state) end
      end
    end
    rows[#rows + 1] = {'done', waited, unpack(deleted)}
  end
end
leave_groups()
return answered(rows)
