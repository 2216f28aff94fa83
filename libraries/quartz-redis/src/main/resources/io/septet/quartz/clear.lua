-- Removes everything but what says who is alive and what is running. ARGV: client, slot, number.
local earlier = once(1)
if earlier then return earlier end
for _, group in ipairs(call('SMEMBERS', base .. 'tg')) do
  for _, trigger in ipairs(call('SMEMBERS', base .. 'tg:' .. group)) do remove_trigger(trigger, true) end
end
for _, group in ipairs(call('SMEMBERS', base .. 'jg')) do
  for _, job in ipairs(call('SMEMBERS', base .. 'jg:' .. group)) do forget_job(job) end
end
for _, name in ipairs(call('SMEMBERS', base .. 'cals')) do
  call('DEL', base .. 'cal:' .. name, base .. 'calt:' .. name)
end
call('DEL', base .. 'cals', base .. 'pt', base .. 'pj', base .. 'all-paused')
return answered({'ok'})
