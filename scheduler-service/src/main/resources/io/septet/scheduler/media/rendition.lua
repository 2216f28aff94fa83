-- Keeps a rendition of a picture that is still there; of two at the same time the first one counts.
-- KEYS: record, renditions, set of the pictures that have this file. ARGV: rule, rendition, picture's id
-- Answers the rendition that is kept, '' if the picture is gone.
if redis.call('EXISTS', KEYS[1]) == 0 then return '' end
local kept = redis.call('HGET', KEYS[2], ARGV[1])
if kept then return kept end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('SADD', KEYS[3], ARGV[3])
return ARGV[2]
