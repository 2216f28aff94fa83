-- Ends runs of jobs.
-- ARGV: client, slot, number, then per run: id, trigger, job, instruction, whether the trigger has no next time, data to keep or ''.
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

-- Which of the runs are still under way; fenced ones are not looked for.
local ids, running = {}, {}
for i = 4, #ARGV, 6 do
  local run = run_of(ARGV[i])
  if alive[run] == nil then alive[run] = call('ZSCORE', NODES, run) end
  if alive[run] then
    ids[run] = ids[run] or {}
    table.insert(ids[run], ARGV[i])
  end
end
for run, of_run in pairs(ids) do
  for i, record in ipairs(call('HMGET', base .. 'x:' .. run, unpack(of_run))) do
    if record then running[of_run[i]] = true end
  end
  call('HDEL', base .. 'x:' .. run, unpack(of_run))
end

for i = 4, #ARGV, 6 do
  local id, trigger, job, instruction = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  if not alive[run_of(id)] then
    rows[#rows + 1] = {'fenced'}
  elseif not running[id] then
    rows[#rows + 1] = {'gone'}
  else
    running[id] = nil
    local deleted = {}
    if ARGV[i + 5] ~= '' and call('EXISTS', base .. 'j:' .. job) == 1 then
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
