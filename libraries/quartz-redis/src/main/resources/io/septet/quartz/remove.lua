-- Removes jobs with their triggers, or triggers with the jobs they leave behind.
-- ARGV: client, slot, number, job or trigger, keys.
-- Answers {how many were there, jobs that went with their last trigger}.
local earlier = once(1)
if earlier then return earlier end
local found, deleted = 0, {}
for i = 5, #ARGV do
  local key = ARGV[i]
  if ARGV[4] == 'trigger' then
    if remove_trigger(key, false, deleted) then found = found + 1 end
  elseif call('EXISTS', base .. 'j:' .. key) == 1 then
    for _, trigger in ipairs(call('HKEYS', base .. 'jt:' .. key)) do remove_trigger(trigger, true) end
    forget_job(key)
    found = found + 1
  end
end
table.insert(deleted, 1, tostring(found))
return answered(deleted)
