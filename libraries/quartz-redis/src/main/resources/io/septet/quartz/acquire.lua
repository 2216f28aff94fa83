-- Takes the next triggers for one run.
-- ARGV: run, lease, how far ahead, most, window, misfire threshold (all ms), number of the first.
-- Answers {fenced}, or {ok, now, misfired, acquired, whether there may be more}; when some have misfired
-- nothing is acquired. A crowd of triggers of one job that runs alone is parked in portions.
local run = ARGV[1]
if not call('ZSCORE', NODES, run) then return {'fenced'} end
call('ZADD', NODES, 'XX', text(now + tonumber(ARGV[2])), run)

-- Quartz asks when it holds nothing.
put_all_back(run)
local misfired, acquired, more = take(run, tonumber(ARGV[4]), tonumber(ARGV[3]), tonumber(ARGV[5]), tonumber(ARGV[6]),
  tonumber(ARGV[7]))
return {'ok', text(now), misfired, acquired, more and '1' or '0'}
