-- A chat of about 1 KB; checks that every answer is whole. Arguments: MODEL json|stream
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  local model, mode = args[1], args[2]
  streaming = mode == "stream"
  whole, broken = 0, 0
  local question = string.rep("Tell me about sluices and gates. ", 25)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.body = string.format(
    '{"model":"%s","messages":[{"role":"user","content":"%s"}]%s}',
    model, question, streaming and ',"stream":true' or "")
end

function response(status, headers, body)
  local done
  if streaming then
    done = string.find(body, "data: %[DONE%]", -20) ~= nil
  else
    done = string.sub(body, -1) == "}"
  end
  if status == 200 and done then whole = whole + 1 else broken = broken + 1 end
end

function done(summary, latency, requests)
  local all, bad = 0, 0
  for _, thread in ipairs(threads) do
    all = all + thread:get("whole")
    bad = bad + thread:get("broken")
  end
  local errors = summary.errors
  io.write(string.format("RESULT whole=%d broken=%d connect=%d read=%d write=%d timeout=%d seconds=%.3f p50=%.3f p99=%.3f\n",
    all, bad, errors.connect, errors.read, errors.write, errors.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
